import { createdIndexes } from "../created-index.ts";
import { indexedColumns } from "../indexed-columns.ts";
import { columnIn, isLive, type Known } from "../known.ts";
import { quotedList } from "../quote.ts";
import { concurrently } from "../recipes/create-index.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";
import { quotedTable, shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "unique-index-data-dependent",
  level: "warning",
  finds: "a unique index on existing rows (on request if it is concurrent)",
  instead: "check for duplicates first",
  why: "A unique index on existing values fails on the first duplicate. Built concurrently, it leaves an invalid index behind. Since add-unique-constraint recommends the concurrent form, this rule is off by default for it.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
    "Atlas MF101, MF102",
    "django-migration-linter ADD_UNIQUE",
  ],
  find: (statement, known) =>
    createdIndexes(statement)
      .filter(({ name, index }) => index.unique === true && isLive(known, name))
      .map((found) => ({ ...found, columns: indexedColumns(found.index) }))
      .filter(
        ({ name, columns }) => !columns.every((column) => columnIn(known, name, column)?.isNew === true),
      )
      .filter(({ table }) => !isCounted(table, statement, known))
      .map((found) => ({ ...found, lock: null, isOnRequest: found.index.concurrent === true })),
  explain: ({ table, columns }) =>
    `The unique index on ${columns.join(", ")} of ${table} fails on the first duplicate among the rows that exist.`,
  rewrite: ({ name, columns }, statement, known) =>
    [
      "-- Before, and it must give no row:",
      `select ${quotedList(columns)}, count(*) from ${quotedTable(name)} group by ${quotedList(columns)} having count(*) > 1;`,
      known.advice.outside,
      `${concurrently(statement.text)};`,
    ].join("\n"),
});

/** Whether the file looks for duplicates in the table first: a SELECT … GROUP BY … HAVING. */
function isCounted(table: string, { index }: Statement, known: Known): boolean {
  return known.statements.slice(0, index).some(({ node }) => {
    const select = nodeOf(node, "SelectStmt");
    const isOfTable = nodesOf(select?.fromClause, "RangeVar").some(
      (relation) => shown(tableNameOf(relation)) === table,
    );
    return isOfTable && select?.groupClause !== undefined && select.havingClause !== undefined;
  });
}
