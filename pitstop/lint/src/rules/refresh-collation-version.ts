import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, words } from "../syntax-node.ts";

export default rule({
  id: "refresh-collation-version",
  level: "warning",
  finds: "REFRESH VERSION of a collation, REFRESH COLLATION VERSION of a database",
  instead: "REINDEX … CONCURRENTLY of what is ordered by it first",
  why: "It only silences the warning. Indexes built with the old order miss rows, and unique ones accept duplicates, until they are rebuilt.",
  sources: ["https://www.postgresql.org/docs/18/sql-altercollation.html"],
  find: (statement) => refreshed(statement).map((what) => ({ what, table: null, lock: null })),
  explain: ({ what }) =>
    `The warning about ${what} goes away, but its indexes stay in the old order: lookups miss rows, and unique indexes accept duplicates.`,
  rewrite: ({ what }, statement) =>
    intended(
      "refresh-collation-version",
      `every index that is ordered by ${what} was rebuilt`,
      "reindex … concurrently each index over text that uses it, outside a transaction. Then:",
      statement,
    ),
});

function refreshed({ node }: Statement): string[] {
  const collation = nodeOf(node, "AlterCollationStmt");
  if (collation !== undefined) return [`the collation ${words(collation.collname).join(".")}`];
  const database = nodeOf(node, "AlterDatabaseRefreshCollStmt");
  return database === undefined ? [] : [`the collations of ${database.dbname ?? ""}`];
}
