export { cancelStatements } from "./cancel-statements.ts";
export { addClientUse, type ClientUse, clientUse, type KnownClientUse } from "./client-use.ts";
export { databaseConfig } from "./config.ts";
export * from "./entities/index.ts";
export { type DatabaseOptions, openDatabase } from "./open.ts";
export { migrationNames, pendingMigrations } from "./pending-migrations.ts";
export { type RetiredEntry, retiredEntries } from "./retired.ts";
export { seedExamples } from "./seeds/examples.ts";
export { seedWhenEmpty } from "./seeds/seed.ts";
