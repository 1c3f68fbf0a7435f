import type { PartitionBoundSpec } from "libpg-query";
import type { Constraint } from "../constraint.ts";
import { isLive, type Known, type KnownTable, tableIn } from "../known.ts";
import { type Lock, waiting } from "../lock.ts";
import { boundCondition, isProvenPartition } from "../partition-bound.ts";
import { quoted } from "../quote.ts";
import { addCheck } from "../recipes/check.ts";
import { intended } from "../rewrites/intended.ts";
import { recipeText } from "../rewrites/recipe-text.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";
import { changesOf } from "../table-change.ts";
import { quotedTable, shown, type TableName, tableNameOf } from "../table-name.ts";

export default rule({
  id: "attach-partition-scan",
  level: "error",
  costs: ["scan"],
  finds:
    "ATTACH PARTITION without a valid CHECK of the bound, or without an index or a foreign key that the table has; a warning where a default partition is scanned",
  instead: "a CHECK of the bound with `NOT VALID`, `VALIDATE`, the indexes and foreign keys, then ATTACH",
  why: "Every row of the new partition is checked while it can't be read, unless a valid CHECK proves that each one fits. An index or a foreign key of the table that the partition lacks is built or checked meanwhile. A default partition is scanned for rows that belong in the new one.",
  sources: ["https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ATTACH-PARTITION"],
  find: (statement, known) => [
    ...unproven(statement, known),
    ...incomplete(statement, known),
    ...besideDefault(statement, known),
  ],
  explain: ({ table, parent, lock, level, missing = [] }) => {
    if (missing.length > 0)
      return `${table} lacks ${missing.join(" and ")}, which ${parent} has: attaching it reads every one of its rows for that, and until then ${waiting(lock, table)}.`;
    return level === "warning"
      ? `${parent} has a default partition: every row of it is read, to check that none belongs in ${table}, and until then ${waiting(lock, "the default partition")}.`
      : `Nothing proves that the rows of ${table} fit: attaching it to ${parent} reads every one of them, and until then ${waiting(lock, table)}.`;
  },
  rewrite({ name, table, parent, key, bound, level, missing = [] }, statement, known) {
    if (missing.length > 0)
      return intended(
        "attach-partition-scan",
        `${table} is small`,
        `First give ${table} what it lacks (${missing.join(", ")}): an index concurrently, a foreign key with NOT VALID and then VALIDATE. If it is small:`,
        statement,
      );
    const condition = key === undefined ? undefined : boundCondition(key, bound);
    if (level === "warning" || condition === undefined)
      return intended(
        "attach-partition-scan",
        level === "warning" ? `the default partition of ${parent} is small` : `${table} is small`,
        "A valid CHECK of the bound on the table, and its opposite on a default partition, make the scan unnecessary. If the scan is short:",
        statement,
      );
    const check = `${name.name}_bound`;
    return [
      recipeText(addCheck({ table: name, name: check, definition: `check (${condition})` }), name, known),
      known.advice.next("attach it, without a scan.", true),
      `${statement.text};`,
      `alter table ${quotedTable(name)} drop constraint ${quoted(check)};`,
    ].join("\n");
  },
});

interface Attached {
  readonly name: TableName;
  readonly parent: string;
  readonly key: string | undefined;
  readonly bound: PartitionBoundSpec | undefined;
  readonly table: string;
  readonly lock: Lock;
  readonly level: "error" | "warning";
  /** What the partition gets from the table, and hasn't yet. */
  readonly missing?: readonly string[];
}

function unproven(statement: Statement, known: Known): Attached[] {
  return changesOf("AT_AttachPartition", statement, known).flatMap(({ name: parent, table, command }) => {
    const partition = nodeOf(command.def, "PartitionCmd");
    const name = tableNameOf(partition?.name);
    const keys = tableIn(known, parent)?.partitions?.key;
    if (!isLive(known, name) || isProvenPartition(tableIn(known, name), keys, partition?.bound)) return [];
    const key = keys?.length === 1 ? keys[0] : undefined;
    const found = { name, parent: table, key, bound: partition?.bound, level: "error" as const };
    return [{ ...found, table: shown(name), lock: "ACCESS EXCLUSIVE" as const }];
  });
}

/** The rows are known to fit, and are read for an index or a foreign key. */
function incomplete(statement: Statement, known: Known): Attached[] {
  return changesOf("AT_AttachPartition", statement, known).flatMap(
    ({ name: above, table: parent, command }) => {
      const { name: relation, bound } = nodeOf(command.def, "PartitionCmd") ?? {};
      const name = tableNameOf(relation);
      const [whole, part] = [tableIn(known, above), tableIn(known, name)];
      // Where the rows aren't known to fit, they are read anyway; of a table that isn't known, nothing is missing.
      const isRead = !isProvenPartition(part, whole?.partitions?.key, bound);
      if (!isLive(known, name) || isRead || whole === undefined || (part?.columns.size ?? 0) === 0) return [];
      const missing = missingIn(part, whole);
      return missing.length === 0
        ? []
        : [
            {
              name,
              parent,
              key: undefined,
              bound,
              table: shown(name),
              lock: "ACCESS EXCLUSIVE" as const,
              level: "error" as const,
              missing,
            },
          ];
    },
  );
}

function missingIn(part: KnownTable | undefined, whole: KnownTable): string[] {
  const indexed = [...(part?.indexes.values() ?? [])].map(({ columns }) => columns.join());
  const keys = [...(part?.constraints.values() ?? [])].flatMap(foreignKeyOf);
  const indexes = [...whole.indexes].filter(([, { columns }]) => !indexed.includes(columns.join()));
  const foreign = [...whole.constraints].filter(([, each]) =>
    foreignKeyOf(each).some((key) => !keys.includes(key)),
  );
  return [
    ...indexes.map(([name]) => `the index ${name}`),
    ...foreign.map(([name]) => `the foreign key ${name}`),
  ];
}

const foreignKeyOf = ({ columns, references, isValidated }: Constraint): string[] =>
  references && isValidated ? [`${columns.join()} ${shown(references.table)}`] : [];

/** A partition that comes beside a default one, which is known to be there. */
function besideDefault(statement: Statement, known: Known): Attached[] {
  const create =
    nodeOf(statement.node, "CreateStmt") ?? nodeOf(statement.node, "CreateForeignTableStmt")?.base;
  const created = nodesOf(create?.inhRelations, "RangeVar").map((parent) => ({
    parent: tableNameOf(parent),
    name: tableNameOf(create?.relation),
    bound: create?.partbound,
  }));
  const attached = changesOf("AT_AttachPartition", statement, known).map(({ name: parent, command }) => {
    const partition = nodeOf(command.def, "PartitionCmd");
    return { parent, name: tableNameOf(partition?.name), bound: partition?.bound };
  });
  return [...created, ...attached]
    .filter(({ parent, bound }) => bound !== undefined && bound.is_default !== true && isLive(known, parent))
    .filter(({ parent }) => tableIn(known, parent)?.partitions?.hasDefault === true)
    .map(({ parent, name, bound }) => ({
      name,
      parent: shown(parent),
      key: undefined,
      bound,
      table: shown(name),
      lock: "ACCESS EXCLUSIVE" as const,
      level: "warning" as const,
    }));
}
