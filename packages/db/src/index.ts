import { database } from "./database.ts";

export { addClientUse } from "@pitstop/database";
export * from "./entities/index.ts";
export { database };
export const {
  databaseConfig,
  migrationNames,
  openDatabase,
  pendingMigrations,
  seedExamples,
  seedWhenEmpty,
} = database;
