import type { IndexStmt } from "libpg-query";
import { isLive, type Known, tableIn } from "./known.ts";
import { isPartitioned } from "./partitions.ts";
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
    ({ name, index }) =>
      index.concurrent !== true &&
      isLive(known, name) &&
      (index.relation?.inh === true || isKnownWhole(known, name)),
  );
}

/** ON ONLY a partitioned table builds nothing; it is of use on no other, so an unknown table is taken for one. */
const isKnownWhole = (known: Known, name: TableName): boolean =>
  [...(tableIn(known, name)?.columns.values() ?? [])].some(({ isFromSnapshot }) => !isFromSnapshot) &&
  !isPartitioned(known, name);
