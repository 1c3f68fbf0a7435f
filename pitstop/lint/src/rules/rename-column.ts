import { typeText } from "../column-type.ts";
import { isNameTakenOver } from "../compatibility-view.ts";
import { columnIn, isLive, tableIn } from "../known.ts";
import { heldBriefly } from "../lock.ts";
import { renameColumnInStep } from "../recipes/rename.ts";
import { recipeText } from "../rewrites/recipe-text.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "rename-column",
  level: "error",
  costs: [],
  finds: "RENAME COLUMN without a view for old code",
  instead: "add, write both, backfill, switch, drop",
  why: "Deployed code uses the old name. A view under the table's old name may show both.",
  sources: ["strong_migrations rename_column", "squawk renaming-column", "Atlas BC102"],
  find(statement, known) {
    const rename = nodeOf(statement.node, "RenameStmt");
    if (rename?.renameType !== "OBJECT_COLUMN" || rename.relationType !== "OBJECT_TABLE") return [];
    const name = tableNameOf(rename.relation);
    const from = rename.subname ?? "";
    if (!isLive(known, name) || columnIn(known, name, from)?.isNew === true) return [];
    if (isNameTakenOver(tableIn(known, name)?.renamedFrom ?? name, statement, known)) return [];
    return [{ name, table: shown(name), from, to: rename.newname ?? "", lock: "ACCESS EXCLUSIVE" as const }];
  },
  explain: ({ table, from, to, lock }) =>
    `Deployed code that asks ${table} for ${from} fails as soon as it is called ${to}. ${heldBriefly(lock, table)}`,
  rewrite({ name, from, to }, _statement, known) {
    const column = columnIn(known, name, from);
    const definition = column?.type ? typeText(column.type) : `text /* or whatever type ${from} has */`;
    const isRequired = column?.isNotNull === true;
    const serverMajor = known.serverVersion.major;
    const renaming = { table: name, from, to, definition, isRequired, serverMajor };
    return recipeText(renameColumnInStep(renaming), name, known);
  },
});
