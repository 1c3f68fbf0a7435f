export { claimsOf, type MigrationWithSource } from "./claims.ts";
export { insertedInto } from "./inserted-into.ts";
export { type AllowedDifference, allowingComment, type Judgment, judge } from "./judge.ts";
