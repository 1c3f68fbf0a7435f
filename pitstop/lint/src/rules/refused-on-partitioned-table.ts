import { constraintBody } from "../column-clauses.ts";
import { type Constraint, constraintOf } from "../constraint.ts";
import { createdIndexes } from "../created-index.ts";
import { droppedNames } from "../dropped.ts";
import { indexedColumns } from "../indexed-columns.ts";
import { type Known, tableIn, tableOfIndex } from "../known.ts";
import { isPartitioned, partitionKey, refusesKeyNotValid } from "../partitions.ts";
import { onlyParentIndex } from "../rewrites/partitioned-index.ts";
import { partitionedKeyText } from "../rewrites/partitioned-key.ts";
import { rule } from "../rule.ts";
import { constraintText } from "../source-text.ts";
import type { Statement } from "../statement.ts";
import { nodeOf } from "../syntax-node.ts";
import { addedColumns, tableChanges } from "../table-change.ts";
import { definedTables } from "../table-definition.ts";
import { shown, type TableName } from "../table-name.ts";

export default rule({
  id: "refused-on-partitioned-table",
  level: "error",
  finds: "what PostgreSQL refuses on a partitioned table, such as CREATE INDEX CONCURRENTLY",
  instead: "the same on each partition, then on the parent",
  why: "Some forms work on each partition but not on the parent: the migration fails.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
    "https://www.postgresql.org/docs/18/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE",
    "https://www.postgresql.org/docs/18/sql-altertable.html",
  ],
  find: (statement, known) =>
    refused(statement, known).map(({ name, what, index, key }) => ({
      name,
      what,
      index,
      key,
      table: shown(name),
      lock: null,
    })),
  explain: ({ what, table }) => `${table} is partitioned, and ${what} fails on a partitioned table.`,
  rewrite({ name, index, key, what }, statement, known) {
    if (index) return onlyParentIndex(statement, known);
    if (key)
      return partitionedKeyText(name, key, constraintBody(constraintText(statement, key.location)), known);
    return `-- ${what}: on each partition by its own name, not on the parent.`;
  },
});

interface Refused {
  readonly name: TableName;
  readonly what: string;
  readonly index?: boolean;
  readonly key?: Constraint | undefined;
}

function refused(statement: Statement, known: Known): Refused[] {
  return [
    ...refusedIndexes(statement, known),
    ...refusedKeys(statement, known),
    ...refusedChanges(statement, known),
  ];
}

function refusedIndexes(statement: Statement, known: Known): Refused[] {
  const created = createdIndexes(statement)
    .filter(({ name, index }) => index.concurrent === true && isPartitioned(known, name))
    .map(({ name }) => ({ name, what: "CREATE INDEX CONCURRENTLY", index: true }));
  const unique = createdIndexes(statement)
    .filter(({ index }) => index.unique === true && index.concurrent !== true)
    .flatMap(({ name, index }) => withoutKey(name, "A unique index", indexedColumns(index), known));
  const isConcurrent = nodeOf(statement.node, "DropStmt")?.concurrent === true;
  const dropped = (isConcurrent ? droppedNames("OBJECT_INDEX", statement) : []).flatMap((index) => {
    const name = tableOfIndex(known, index.name)?.name;
    return name !== undefined && isPartitioned(known, name)
      ? [{ name, what: "DROP INDEX CONCURRENTLY" }]
      : [];
  });
  return [...created, ...unique, ...dropped];
}

/** Each partition is unique by itself: rows of two are told apart by the partition key alone. */
function withoutKey(
  name: TableName,
  what: string,
  columns: readonly string[],
  known: Known,
  key = tableIn(known, name)?.partitions?.key ?? [],
): Refused[] {
  const lacking = key.filter((column) => column === undefined || !columns.includes(column));
  if (lacking.length === 0) return [];
  const shownKey = lacking.map((column) => column ?? "an expression").join(", ");
  return [{ name, what: `${what} without its partition key (${shownKey})` }];
}

const uniqueKinds: Partial<Record<Constraint["kind"], string>> = {
  unique: "UNIQUE",
  primary: "PRIMARY KEY",
};

interface AddedKey {
  readonly name: TableName;
  readonly constraint: Constraint;
  /** Of a table that the statement creates. */
  readonly key?: (string | undefined)[];
}

function refusedKeys(statement: Statement, known: Known): Refused[] {
  return addedKeys(statement, known).flatMap(({ name, constraint, key }) => {
    const what = uniqueKinds[constraint.kind];
    if (what === undefined || constraint.usingIndex !== undefined) return [];
    return withoutKey(name, what, constraint.columns, known, key);
  });
}

function addedKeys(statement: Statement, known: Known): AddedKey[] {
  const ofTable = tableChanges(statement).flatMap(({ name, command }) => {
    const node = command.subtype === "AT_AddConstraint" ? nodeOf(command.def, "Constraint") : undefined;
    const constraint = node && constraintOf(node);
    return constraint ? [{ name, constraint }] : [];
  });
  const ofColumns = addedColumns(statement, known).flatMap(({ name, column }) =>
    column.constraints.map((constraint) => ({ name, constraint })),
  );
  const key = partitionKey(nodeOf(statement.node, "CreateStmt"));
  const ofNew = definedTables(statement).flatMap(({ name, constraints }) =>
    key ? constraints.map((constraint) => ({ name, constraint, key })) : [],
  );
  return [...ofTable, ...ofColumns, ...ofNew];
}

function refusedChanges(statement: Statement, known: Known): Refused[] {
  return tableChanges(statement).flatMap(({ name, command }) => {
    if (!isPartitioned(known, name)) return [];
    const constraint = nodeOf(command.def, "Constraint");
    if (command.subtype === "AT_AddConstraint" && constraint?.indexname !== undefined)
      return [{ name, what: "ADD CONSTRAINT … USING INDEX" }];
    const isExclusion = command.subtype === "AT_AddConstraint" && constraint?.contype === "CONSTR_EXCLUSION";
    if (isExclusion && known.serverVersion.major < 17)
      return [{ name, what: "EXCLUDE (before PostgreSQL 17)" }];
    const isKey = command.subtype === "AT_AddConstraint" && constraint?.contype === "CONSTR_FOREIGN";
    if (isKey && constraint.skip_validation === true && refusesKeyNotValid(known, name))
      return [
        { name, what: "FOREIGN KEY … NOT VALID (before PostgreSQL 18)", key: constraintOf(constraint) },
      ];
    const isDetach = command.subtype === "AT_DetachPartition";
    const isConcurrent = nodeOf(command.def, "PartitionCmd")?.concurrent === true;
    if (isDetach && isConcurrent && tableIn(known, name)?.partitions?.hasDefault === true)
      return [{ name, what: "DETACH PARTITION CONCURRENTLY beside a default partition" }];
    return [];
  });
}
