export { databaseConfig } from "./config.ts";
export { developmentDatabase } from "./development.ts";
export * from "./entities/index.ts";
export { type DatabaseOptions, openDatabase } from "./open.ts";
