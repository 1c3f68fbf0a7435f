import { createdIndexes } from "../created-index.ts";
import { isOn } from "../option-list.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";

export default rule({
  id: "index-corruption",
  level: "error",
  finds: "CONCURRENTLY on PostgreSQL 14.0 to 14.3",
  instead: "14.4 or later",
  why: "PostgreSQL 14.0 to 14.3 can leave rows out of an index that is built concurrently.",
  sources: ["https://www.postgresql.org/docs/release/14.4/", "strong_migrations add_index_corruption"],
  find(statement, known) {
    const { major, minor } = known.serverVersion;
    if (major !== 14 || minor === undefined || minor > 3) return [];
    const reindex = nodeOf(statement.node, "ReindexStmt");
    const created = createdIndexes(statement).find(({ index }) => index.concurrent === true);
    if (created === undefined && !isOn(reindex?.params, "concurrently")) return [];
    return [{ table: created?.table ?? null, lock: null, version: `14.${minor}` }];
  },
  explain: ({ version }) =>
    `PostgreSQL ${version} can silently leave rows out of an index that is built concurrently while they are updated.`,
  rewrite: (_found, statement) =>
    intended(
      "index-corruption",
      "the server runs 14.4 or later by now",
      "Upgrade the server to PostgreSQL 14.4 or later first (a restart, no dump). Then:",
      statement,
    ),
});
