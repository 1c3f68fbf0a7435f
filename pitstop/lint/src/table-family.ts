import { type Known, type KnownTable, keyColumns, tableIn } from "./known.ts";
import { shown, type TableName } from "./table-name.ts";

/** The partitions of a table and the tables that inherit from it, at every level, as far as they are known. */
export function descendantsOf(known: Known, table: TableName): TableName[] {
  const key = shown(table);
  return [...known.tables.values()]
    .filter(({ parents }) => parents.has(key))
    .flatMap(({ name }) => [name, ...descendantsOf(known, name)]);
}

export const withDescendants = (known: Known, table: TableName): TableName[] => [
  table,
  ...descendantsOf(known, table),
];

/** The tables whose columns follow a composite type: CASCADE changes them with it. */
export const typedTables = (known: Known, type: string): TableName[] =>
  [...known.tables.values()]
    .filter(({ ofType }) => ofType === type)
    .flatMap(({ name }) => withDescendants(known, name));

/** The tables that a table is a partition of, nearest first. */
export function partitionedParentsOf(known: Known, table: TableName): KnownTable[] {
  return [...(tableIn(known, table)?.parents ?? [])]
    .flatMap((key) => known.tables.get(key) ?? [])
    .filter(({ partitions }) => partitions !== undefined);
}

/** The default partition: adding and removing another one changes what it may have. */
export function defaultPartitionOf(known: Known, table: TableName): TableName[] {
  const key = tableIn(known, table)?.partitions?.defaultPartition;
  const partition = key === undefined ? undefined : known.tables.get(key);
  return partition === undefined ? [] : [partition.name];
}

/** The tables that the foreign keys of a table reference, also those that a partition has from its parents. */
export function referencedBy(known: Known, table: TableName, column?: string): TableName[] {
  const inherited = partitionedParentsOf(known, table).flatMap(({ name }) =>
    referencedBy(known, name, column),
  );
  return [...referencedByOwn(known, table, column), ...inherited];
}

/** The tables that the foreign keys of a table itself reference. */
export function referencedByOwn(known: Known, table: TableName, column?: string): TableName[] {
  const own = [...(tableIn(known, table)?.constraints.values() ?? [])].flatMap(({ references, columns }) =>
    references && (column === undefined || columns.includes(column)) ? [references.table] : [],
  );
  return families(known, table, own);
}

/** The tables whose foreign keys reference a table, or one that it is a partition of. */
export function referencing(known: Known, table: TableName, column?: string): TableName[] {
  const key = shown(table);
  const isAbout = (columns: readonly string[]) =>
    column === undefined || (columns.length === 0 ? keyColumns(known, table) : columns).includes(column);
  const own = [...known.tables.values()].filter(({ constraints }) =>
    [...constraints.values()].some(
      ({ references }) => references && shown(references.table) === key && isAbout(references.columns),
    ),
  );
  const ofParents = partitionedParentsOf(known, table).flatMap(({ name }) => referencing(known, name));
  const names = own.map(({ name }) => name);
  return [...families(known, table, names), ...ofParents];
}

/** Other tables, each with its partitions: they have its keys. */
const families = (known: Known, table: TableName, found: readonly TableName[]): TableName[] =>
  found
    .filter((other) => shown(other) !== shown(table))
    .flatMap((other) => [other, ...descendantsOf(known, other)]);
