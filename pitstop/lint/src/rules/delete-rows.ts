import type { MergeStmt } from "libpg-query";
import { executedBy } from "../executed.ts";
import { isLive } from "../known.ts";
import { intended } from "../rewrites/intended.ts";
import { mergeActions } from "../row-change.ts";
import { rule } from "../rule.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "delete-rows",
  level: "error",
  finds: "DELETE and MERGE … THEN DELETE, also in WITH, COPY and EXPLAIN ANALYZE",
  instead: "make a backup, then allow it with a reason",
  why: "The rows are lost, and so are rows that reference them with ON DELETE CASCADE. A migration runs unattended: it may match more rows than intended.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-delete.html",
    "https://www.postgresql.org/docs/18/sql-merge.html",
    "https://www.postgresql.org/docs/18/queries-with.html#QUERIES-WITH-MODIFYING",
  ],
  find(statement, known) {
    const { deletes, merges } = executedBy(statement.node);
    const changes = [...deletes, ...merges.filter(isDeleting)];
    const tables = changes.map(({ relation }) => tableNameOf(relation)).filter((name) => isLive(known, name));
    return [...new Set(tables.map(shown))].map((table) => ({ table, lock: "ROW EXCLUSIVE" as const }));
  },
  explain: ({ table }) =>
    `Rows of ${table} are lost, and so are rows of other tables that reference them with ON DELETE CASCADE.`,
  rewrite: ({ table }, statement) =>
    intended(
      "delete-rows",
      `the matching rows of ${table} are not needed`,
      `First check what it matches (the same condition in a SELECT), and back up ${table}. Then:`,
      statement,
    ),
});

function isDeleting(merge: MergeStmt): boolean {
  return mergeActions(merge).some(({ commandType }) => commandType === "CMD_DELETE");
}
