export * from "./attribute.ts";
export * from "./domain.ts";
export { durationSql } from "./duration-sql.ts";
export * from "./filter.ts";
export * from "./procedures.ts";
export type { RelationDefinition } from "./relation.ts";
