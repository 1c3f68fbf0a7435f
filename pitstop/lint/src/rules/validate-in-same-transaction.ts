import { blocksRows, waiting } from "../lock.ts";
import { quoted } from "../quote.ts";
import { rule } from "../rule.ts";
import { changesOf } from "../table-change.ts";
import { quotedTable, shown } from "../table-name.ts";
import { takenLocks } from "../taken-locks.ts";

export default rule({
  id: "validate-in-same-transaction",
  level: "error",
  costs: ["scan"],
  finds: "VALIDATE after a lock in the same transaction",
  instead: "two migrations",
  why: "VALIDATE itself doesn't block, but what the same transaction locked earlier stays locked during its scan.",
  sources: [
    "https://www.postgresql.org/docs/18/explicit-locking.html#LOCKING-TABLES",
    "strong_migrations validate_constraint",
    "squawk constraint-missing-not-valid",
  ],
  find: (statement, known) =>
    changesOf("AT_ValidateConstraint", statement, known).flatMap(({ name, table, command }) => {
      const besides = takenLocks(statement, known).filter((taken) => shown(taken.table) === table);
      const held = known.held.locks.get(table)?.lock;
      const lock = [held, ...besides.map((taken) => taken.lock)].find(
        (each) => each !== undefined && blocksRows(each),
      );
      return lock === undefined ? [] : [{ name, table, constraint: command.name ?? "", lock }];
    }),
  explain: ({ table, constraint, lock }) =>
    `${lock} on ${table}, taken earlier in the same transaction, is held while VALIDATE reads the whole table for ${constraint}: ${waiting(lock, table)}.`,
  rewrite: ({ name, constraint }, _statement, { advice }) =>
    `${advice.next("validate the constraint.", true)}\nalter table ${quotedTable(name)} validate constraint ${quoted(constraint)};`,
});
