import { migratingOf } from "@pitstop/database/migrating";
import { database } from "./database.ts";

export const { migrateDatabase, migratingConfig, migratorSettings, openForMigration, rollBackDatabase } =
  migratingOf(database);
