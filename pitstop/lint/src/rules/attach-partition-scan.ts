import { isLive, type Known, tableIn } from "../known.ts";
import { waiting } from "../lock.ts";
import { boundCondition, isProvenPartition } from "../partition-bound.ts";
import { quoted } from "../quote.ts";
import { addCheck } from "../recipes/check.ts";
import { intended } from "../rewrites/intended.ts";
import { recipeText } from "../rewrites/recipe-text.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";
import { changesOf } from "../table-change.ts";
import { quotedTable, shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "attach-partition-scan",
  level: "error",
  costs: ["scan"],
  finds:
    "ATTACH PARTITION without a valid CHECK of the bound; a warning where a default partition is scanned",
  instead: "a CHECK of the bound with `NOT VALID`, `VALIDATE`, then ATTACH",
  why: "Every row of the new partition is checked while it can't be read, unless a valid CHECK proves that each one fits. A default partition is scanned for rows that belong in the new one.",
  sources: ["https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ATTACH-PARTITION"],
  find: (statement, known) => [...unproven(statement, known), ...besideDefault(statement, known)],
  explain: ({ table, parent, lock, level }) =>
    level === "warning"
      ? `${parent} has a default partition: every row of it is read, to check that none belongs in ${table}, and until then ${waiting(lock, "the default partition")}.`
      : `Nothing proves that the rows of ${table} fit: attaching it to ${parent} reads every one of them, and until then ${waiting(lock, table)}.`,
  rewrite({ name, table, parent, key, bound, level }, statement, known) {
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

function unproven(statement: Statement, known: Known) {
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

/** A partition that comes beside a default one, which is known to be there. */
function besideDefault(statement: Statement, known: Known) {
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
