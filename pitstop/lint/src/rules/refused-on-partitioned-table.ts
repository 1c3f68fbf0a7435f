import { constraintBody } from "../column-clauses.ts";
import { type Constraint, constraintOf } from "../constraint.ts";
import { createdIndexes } from "../created-index.ts";
import { droppedNames } from "../dropped.ts";
import { type Known, tableIn, tableOfIndex } from "../known.ts";
import { isPartitioned, refusesKeyNotValid } from "../partitions.ts";
import { onlyParentIndex } from "../rewrites/partitioned-index.ts";
import { partitionedKeyText } from "../rewrites/partitioned-key.ts";
import { rule } from "../rule.ts";
import { constraintText } from "../source-text.ts";
import type { Statement } from "../statement.ts";
import { nodeOf } from "../syntax-node.ts";
import { tableChanges } from "../table-change.ts";
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
  return [...refusedIndexes(statement, known), ...refusedChanges(statement, known)];
}

function refusedIndexes(statement: Statement, known: Known): Refused[] {
  const created = createdIndexes(statement)
    .filter(({ name, index }) => index.concurrent === true && isPartitioned(known, name))
    .map(({ name }) => ({ name, what: "CREATE INDEX CONCURRENTLY", index: true }));
  const isConcurrent = nodeOf(statement.node, "DropStmt")?.concurrent === true;
  const dropped = (isConcurrent ? droppedNames("OBJECT_INDEX", statement) : []).flatMap((index) => {
    const name = tableOfIndex(known, index.name)?.name;
    return name !== undefined && isPartitioned(known, name)
      ? [{ name, what: "DROP INDEX CONCURRENTLY" }]
      : [];
  });
  return [...created, ...dropped];
}

function refusedChanges(statement: Statement, known: Known): Refused[] {
  return tableChanges(statement).flatMap(({ name, command }) => {
    if (!isPartitioned(known, name)) return [];
    const constraint = nodeOf(command.def, "Constraint");
    if (command.subtype === "AT_AddConstraint" && constraint?.indexname !== undefined)
      return [{ name, what: "ADD CONSTRAINT … USING INDEX" }];
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
