import { droppedNames } from "../dropped.ts";
import { tableOfIndex } from "../known.ts";
import { heldBriefly } from "../lock.ts";
import { droppedConcurrently } from "../recipes/create-index.ts";
import { indexAlone } from "../rewrites/outside-transaction.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";
import { shown } from "../table-name.ts";

export default rule({
  id: "drop-index-non-concurrent",
  level: "warning",
  costs: [],
  finds: "DROP INDEX",
  instead: "`CONCURRENTLY`",
  why: "DROP INDEX locks the table of the index. squawk calls it unsafe, strong_migrations is silent: the lock is brief, but it queues, so it is a warning here.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-dropindex.html",
    "squawk require-concurrent-index-deletion",
    "Atlas PG102",
  ],
  find: (statement, known) =>
    nodeOf(statement.node, "DropStmt")?.concurrent === true
      ? []
      : droppedNames("OBJECT_INDEX", statement).flatMap((index) => {
          const owner = tableOfIndex(known, index.name);
          if (owner?.isNew === true || owner?.indexes.get(index.name)?.isNew === true) return [];
          const table = owner === undefined ? null : shown(owner.name);
          return [{ index, table, lock: "ACCESS EXCLUSIVE" as const }];
        }),
  explain: ({ index, table, lock }) =>
    `Dropping ${shown(index)} locks its table. ${heldBriefly(lock, table ?? "the table")}`,
  rewrite: ({ index }, { node }, known) => {
    const ifExists = nodeOf(node, "DropStmt")?.missing_ok === true;
    return indexAlone(`${droppedConcurrently({ table: index, name: index.name, ifExists }).sql};`, known);
  },
});
