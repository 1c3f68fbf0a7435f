import { blockingIndexes } from "../created-index.ts";
import { tableIn } from "../known.ts";
import { heldToTheEnd } from "../lock.ts";
import { concurrently } from "../recipes/create-index.ts";
import { indexAlone } from "../rewrites/outside-transaction.ts";
import { onlyParentIndex } from "../rewrites/partitioned-index.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "create-index-non-concurrent",
  level: "error",
  costs: ["scan"],
  finds: "CREATE INDEX on a table in use",
  instead: "`CONCURRENTLY`",
  why: "CREATE INDEX blocks every write until the build ends.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
    "strong_migrations add_index",
    "squawk require-concurrent-index-creation",
    "Atlas PG101",
  ],
  find: (statement, known) =>
    blockingIndexes(statement, known).map(({ name, table }) => ({ name, table, lock: "SHARE" as const })),
  explain: ({ table, lock }) => `The index is built in one go. ${heldToTheEnd(lock, table)}`,
  rewrite: ({ name }, statement, known) =>
    tableIn(known, name)?.partitions === undefined
      ? indexAlone(`${concurrently(statement.text)};`, known)
      : onlyParentIndex(statement, known),
});
