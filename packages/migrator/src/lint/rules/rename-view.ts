import { isNameTakenOver } from "../compatibility-view.ts";
import { heldBriefly } from "../lock.ts";
import { renamedObject } from "../renamed-object.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { tableNameFrom } from "../table-name.ts";

export default rule({
  id: "rename-view",
  level: "warning",
  costs: [],
  finds: "RENAME TO, RENAME COLUMN and SET SCHEMA of a view or materialized view",
  instead: "a second view with the new name",
  why: "Deployed code asks for the old name. A view costs nothing, so that there can be one for each name.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-alterview.html",
    "https://www.postgresql.org/docs/18/sql-altermaterializedview.html",
  ],
  find(statement, known) {
    const renamed = renamedObject(statement);
    if (renamed === undefined || !["OBJECT_VIEW", "OBJECT_MATVIEW"].includes(renamed.kind)) return [];
    const isBack = isNameTakenOver(tableNameFrom(renamed.shown.split(".")), statement, known);
    if (known.newObjects.has(renamed.key) || isBack) return [];
    return [{ ...renamed, table: renamed.shown, lock: "ACCESS EXCLUSIVE" as const }];
  },
  explain: ({ table, to, part, lock }) =>
    `Deployed code that asks ${part === undefined ? `for ${table}` : `${table} for ${part}`} fails as soon as it is called ${to}. ${heldBriefly(lock, table)}`,
  rewrite: ({ table, to, part }, statement) =>
    intended(
      "rename-view",
      `no deployed code asks for ${part === undefined ? table : `${part} of ${table}`}`,
      part === undefined
        ? `create view ${to} as select * from ${table} gives both names. Where no deployed code uses the old one:`
        : `create or replace view can add ${to} at the end, beside ${part}. Where no deployed code uses the old one:`,
      statement,
    ),
});
