import { isNameTakenOver } from "../compatibility-view.ts";
import { isLive, type Known } from "../known.ts";
import { heldBriefly } from "../lock.ts";
import { viewOfOldName } from "../recipes/rename.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { shown, type TableName, tableNameOf } from "../table-name.ts";

export default rule({
  id: "rename-table",
  level: "error",
  costs: [],
  finds: "RENAME TO without a view of the old name",
  instead: "the view in the same file",
  why: "Deployed code uses the old name and fails, unless the same file creates a view of that name.",
  sources: ["strong_migrations rename_table", "squawk renaming-table", "Atlas BC101"],
  find: (statement, known) =>
    renamedTables(statement)
      .filter(({ from }) => isLive(known, from) && !isNameTakenOver(from, statement, known))
      .filter(({ to }) => !isNameLeft(to, known))
      .map((found) => ({ ...found, table: shown(found.from), lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, to, lock }) =>
    `Deployed code that uses ${table} fails as soon as it is called ${shown(to)}. ${heldBriefly(lock, table)}`,
  rewrite: ({ from, to }, statement) =>
    [
      "begin;",
      `${statement.text};`,
      "-- Old code reads and writes through the view until it is gone:",
      `${viewOfOldName(from, to).sql};`,
      "commit;",
    ].join("\n"),
});

/** RENAME TO and SET SCHEMA: a list of one, or none. */
function renamedTables({ node }: Statement): { from: TableName; to: TableName }[] {
  if ("RenameStmt" in node && node.RenameStmt.renameType === "OBJECT_TABLE") {
    const from = tableNameOf(node.RenameStmt.relation);
    return [{ from, to: { ...from, name: node.RenameStmt.newname ?? "" } }];
  }
  if ("AlterObjectSchemaStmt" in node && node.AlterObjectSchemaStmt.objectType === "OBJECT_TABLE") {
    const from = tableNameOf(node.AlterObjectSchemaStmt.relation);
    return [{ from, to: { ...from, schema: node.AlterObjectSchemaStmt.newschema } }];
  }
  return [];
}

/** Whether the file took the name from another table before: this one comes in its place. */
function isNameLeft(name: TableName, known: Known): boolean {
  const isRenamed = [...known.tables.values()].some(
    ({ renamedFrom }) => renamedFrom !== undefined && shown(renamedFrom) === shown(name),
  );
  return isRenamed || known.droppedTables.has(shown(name));
}
