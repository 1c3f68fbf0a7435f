import type { CreateStmt, PartitionBoundSpec } from "libpg-query";
import { type Known, type KnownTable, rememberedTable, tableIn } from "./known.ts";
import { nodesOf } from "./syntax-node.ts";
import { shown, type TableName, tableNameOf } from "./table-name.ts";

/** What a CREATE TABLE says about partitions: that the table has some, or that it is one. */
export function learnPartitions(create: CreateStmt, table: KnownTable, known: Known): void {
  const key = partitionKey(create);
  if (key !== undefined) table.partitions = { key, hasDefault: false, defaultPartition: undefined };
  for (const relation of nodesOf(create.inhRelations, "RangeVar")) {
    const parent = rememberedTable(known, tableNameOf(relation));
    if (create.partbound === undefined) table.parents.add(shown(parent.name));
    else learnPartition(parent, table, create.partbound);
  }
}

/** The columns by which a new table is partitioned, each undefined where it is an expression. */
export const partitionKey = (create: CreateStmt | undefined): (string | undefined)[] | undefined =>
  create?.partspec && nodesOf(create.partspec.partParams, "PartitionElem").map(({ name }) => name);

/** The table has a partition; without a bound, it had one that is detached. */
export function learnPartition(
  parent: KnownTable,
  partition: KnownTable,
  bound: PartitionBoundSpec | undefined,
): void {
  parent.partitions ??= { key: undefined, hasDefault: false, defaultPartition: undefined };
  const [own, above] = [shown(partition.name), shown(parent.name)];
  if (bound !== undefined) partition.parents.add(above);
  else partition.parents.delete(above);
  if (bound?.is_default === true) {
    parent.partitions.hasDefault = true;
    parent.partitions.defaultPartition = own;
  } else if (bound === undefined && parent.partitions.defaultPartition === own) {
    parent.partitions.hasDefault = false;
    parent.partitions.defaultPartition = undefined;
  }
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
