import { typeText } from "../column-type.ts";
import { isNameTakenOver } from "../compatibility-view.ts";
import { columnIn, isLive, tableIn } from "../known.ts";
import { heldBriefly } from "../lock.ts";
import { quoted } from "../quote.ts";
import { backfillBatch } from "../rewrites/backfill.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";
import { quotedTable, shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "rename-column",
  level: "error",
  finds: "RENAME COLUMN without a view for old code",
  instead: "add, write both, backfill, switch, drop",
  why: "Deployed code asks for the old name. A view under the table's old name may show both.",
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
    const type = columnIn(known, name, from)?.type;
    const comment = type === undefined ? ` -- or whatever type ${from} has` : "";
    return [
      `alter table ${quotedTable(name)} add column ${quoted(to)} ${type ? typeText(type) : "text"};${comment}`,
      "-- Deploy code that writes both columns, then fill the new one:",
      backfillBatch(
        name,
        `${quoted(to)} = ${quoted(from)}`,
        `${quoted(to)} is null and ${quoted(from)} is not null`,
        known,
      ),
      `-- Deploy code that reads ${to}, and drop ${from} when none reads it any more.`,
    ].join("\n");
  },
});
