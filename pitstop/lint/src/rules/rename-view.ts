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
  why: "Deployed code uses the old name. A view costs nothing, so keep one for each name.",
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
    `Deployed code that reads ${part === undefined ? table : `${part} of ${table}`} fails as soon as it is called ${to}. ${heldBriefly(lock, table)}`,
  rewrite: ({ table, to, part }, statement) =>
    intended(
      "rename-view",
      `no deployed code reads ${part === undefined ? table : `${part} of ${table}`}`,
      part === undefined
        ? `create view ${to} as select * from ${table} gives both names. If no deployed code uses the old one:`
        : `create or replace view can add ${to} at the end, beside ${part}. If no deployed code uses the old one:`,
      statement,
    ),
});
