import { blockingIndexes } from "../created-index.ts";
import { blocksRows, locks, waiting } from "../lock.ts";
import { concurrently } from "../recipes/create-index.ts";
import { indexAlone } from "../rewrites/outside-transaction.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "index-after-alter-in-tx",
  level: "error",
  costs: ["scan"],
  finds: "an index built in the transaction of an ALTER TABLE",
  instead: "split them",
  why: "An index built in the transaction of an ALTER TABLE holds that ALTER TABLE's lock until the build ends.",
  sources: ["django-migration-linter CREATE_INDEX_EXCLUSIVE"],
  find: (statement, known) =>
    blockingIndexes(statement, known).flatMap(({ table: indexed }) => {
      const strongest = [...known.held.locks]
        .filter(([, { lock, statement: earlier }]) => blocksRows(lock) && !("IndexStmt" in earlier.node))
        .sort(([, one], [, other]) => locks.indexOf(other.lock) - locks.indexOf(one.lock))[0];
      return strongest === undefined ? [] : [{ indexed, table: strongest[0], lock: strongest[1].lock }];
    }),
  explain: ({ table, lock, indexed }) =>
    `${lock} on ${table}, taken earlier in this transaction, is held while the index of ${indexed} is built: ${waiting(lock, table)}.`,
  rewrite: (_found, statement, known) => indexAlone(`${concurrently(statement.text)};`, known),
});
