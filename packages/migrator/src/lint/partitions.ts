import type { CreateStmt, PartitionBoundSpec } from "libpg-query";
import { type Known, type KnownTable, rememberedTable } from "./known.ts";
import { nodesOf } from "./syntax-node.ts";
import { tableNameOf } from "./table-name.ts";

/** What a CREATE TABLE says about partitions: that the table has some, or that it is one. */
export function learnPartitions(create: CreateStmt, table: KnownTable, known: Known): void {
  if (create.partspec !== undefined) {
    const key = nodesOf(create.partspec.partParams, "PartitionElem").map(({ name }) => name);
    table.partitions = { key, hasDefault: false };
  }
  if (create.partbound === undefined) return;
  for (const parent of nodesOf(create.inhRelations, "RangeVar"))
    learnPartition(rememberedTable(known, tableNameOf(parent)), create.partbound);
}

/** The table has a partition; without a bound, it had one that is detached. */
export function learnPartition(parent: KnownTable, bound: PartitionBoundSpec | undefined): void {
  parent.partitions ??= { key: undefined, hasDefault: false };
  if (bound?.is_default === true) parent.partitions.hasDefault = true;
}
