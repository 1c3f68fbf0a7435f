import { droppedNames } from "../dropped.ts";
import { isLive, type Known, tableIn } from "../known.ts";
import { waiting } from "../lock.ts";
import { quoted } from "../quote.ts";
import { rule } from "../rule.ts";
import { quotedTable, shown, type TableName } from "../table-name.ts";

export default rule({
  id: "drop-table-multiple-foreign-keys",
  level: "warning",
  costs: [],
  finds: "DROP TABLE with keys to several tables",
  instead: "drop the keys one by one",
  why: "DROP TABLE locks every table that its foreign keys reference, all at the same time.",
  sources: ["online_migrations drop_table_multiple_foreign_keys"],
  find: (statement, known) =>
    droppedNames("OBJECT_TABLE", statement)
      .filter((name) => isLive(known, name))
      .map((name) => ({ name, table: shown(name), keys: foreignKeys(known, name) }))
      .filter(({ keys }) => new Set(keys.map(({ parent }) => parent)).size > 1)
      .map((found) => ({ ...found, lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, keys, lock }) =>
    `Dropping ${table} takes ${lock} on ${keys.map(({ parent }) => parent).join(", ")} as well, all at once: ${waiting(lock, "them")}.`,
  rewrite: ({ name, keys }) =>
    keys
      .map(
        ({ key }) =>
          `alter table ${quotedTable(name)} drop constraint ${quoted(key)}; -- a migration of its own`,
      )
      .join("\n"),
});

function foreignKeys(known: Known, table: TableName) {
  return [...(tableIn(known, table)?.constraints ?? [])].flatMap(([key, { references }]) => {
    const parent = references && shown(references.table);
    return parent === undefined || parent === shown(table) ? [] : [{ key, parent }];
  });
}
