export { claimsOf, type MigrationWithSource } from "./claims.ts";
export { type AllowedDifference, allowingComment, type Judgment, judge } from "./judge.ts";
export { keptTables } from "./kept-tables.ts";
