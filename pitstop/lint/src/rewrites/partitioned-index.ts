import type { Known } from "../known.ts";
import type { Statement } from "../statement.ts";

/** An index of a partitioned table without blocking: each partition's own concurrently, then the parent's. */
export function onlyParentIndex(statement: Statement, { advice }: Known): string {
  const ofParent = statement.text
    .replace(/\bindex\s+concurrently\b/i, "index")
    .replace(/\bon\s+(only\s+)?/i, "on only ");
  return [
    "-- For each partition first:",
    advice.outside,
    "-- create index concurrently … on <partition> (…);",
    "-- Then the parent's, which is not valid until each partition's is attached:",
    `${ofParent};`,
    "-- alter index … attach partition …, for each of them.",
  ].join("\n");
}
