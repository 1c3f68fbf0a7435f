import type { CreateStmt, PartitionBoundSpec } from "libpg-query";
import { type Known, type KnownTable, rememberedTable, tableIn } from "./known.ts";
import { nodesOf } from "./syntax-node.ts";
import { type TableName, tableNameOf } from "./table-name.ts";

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

export function isPartitioned(known: Known, table: TableName): boolean {
  return tableIn(known, table)?.partitions !== undefined;
}

/**
 * Whether PostgreSQL refuses FOREIGN KEY … NOT VALID on the table.
 * https://www.postgresql.org/docs/18/release-18.html: "Allow NOT VALID foreign key constraints on partitioned tables".
 */
export function refusesKeyNotValid(known: Known, table: TableName): boolean {
  return known.serverVersion.major < 18 && isPartitioned(known, table);
}
