import { waiting } from "../lock.ts";
import { objectName } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";
import { quotedTable, shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "refresh-materialized-view-non-concurrent",
  level: "error",
  costs: ["rewrite"],
  finds: "REFRESH MATERIALIZED VIEW",
  instead: "`CONCURRENTLY`, which needs a unique index on the view",
  why: "The view can't be read while all of its rows are computed. WITH NO DATA empties it, and queries fail until it is refreshed.",
  sources: ["https://www.postgresql.org/docs/18/sql-refreshmaterializedview.html"],
  find(statement, known) {
    const refresh = nodeOf(statement.node, "RefreshMatViewStmt");
    if (refresh === undefined) return [];
    const name = tableNameOf(refresh.relation);
    const isEmptied = refresh.skipData === true;
    const isNew = known.newObjects.has(objectName("OBJECT_MATVIEW", [shown(name)]).key);
    const isBeside = refresh.concurrent === true && !isEmptied;
    return isBeside || isNew
      ? []
      : [{ name, isEmptied, table: shown(name), lock: "ACCESS EXCLUSIVE" as const }];
  },
  explain: ({ table, isEmptied, lock }) =>
    isEmptied
      ? `The rows of ${table} are discarded, and every query of it fails until it is refreshed. CONCURRENTLY and WITH NO DATA together are refused.`
      : `${lock} on ${table} is held until all of its rows are computed: ${waiting(lock, table)}.`,
  rewrite: ({ name, table, isEmptied }, statement) =>
    isEmptied
      ? intended(
          "refresh-materialized-view-non-concurrent",
          `no deployed code reads ${table}`,
          `First deploy code that does not read ${table}. Then:`,
          { ...statement, text: statement.text.replace(/\bconcurrently\s+/i, "") },
        )
      : [
          `-- Once, in a migration of its own: create unique index concurrently … on ${quotedTable(name)} (…);`,
          `refresh materialized view concurrently ${quotedTable(name)};`,
        ].join("\n"),
});
