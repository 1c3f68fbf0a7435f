import type { IndexStmt } from "libpg-query";
import { isLive, type Known } from "./known.ts";
import type { Statement } from "./statement.ts";
import { nodeOf } from "./syntax-node.ts";
import { shown, type TableName, tableNameOf } from "./table-name.ts";

export interface CreatedIndex {
  readonly name: TableName;
  readonly table: string;
  readonly index: IndexStmt;
}

/** The index that a statement creates on any table: a list of one, or none. */
export function createdIndexes(statement: Statement): CreatedIndex[] {
  const index = nodeOf(statement.node, "IndexStmt");
  if (index === undefined) return [];
  const name = tableNameOf(index.relation);
  return [{ name, table: shown(name), index }];
}

/** The index that a statement builds while writers wait: not concurrently, and not on an empty table. */
export function blockingIndexes(statement: Statement, known: Known): CreatedIndex[] {
  return createdIndexes(statement).filter(
    // ON ONLY a partitioned table builds nothing.
    ({ name, index }) => index.concurrent !== true && index.relation?.inh === true && isLive(known, name),
  );
}
