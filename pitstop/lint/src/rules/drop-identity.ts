import { columnIn } from "../known.ts";
import { heldBriefly } from "../lock.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { changesOf } from "../table-change.ts";

export default rule({
  id: "drop-identity",
  level: "warning",
  costs: [],
  finds: "DROP IDENTITY",
  instead: "another default first",
  why: "New rows get no number: deployed inserts that leave the column out fail. The sequence is dropped, and its position is lost.",
  sources: ["https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-GENERATED-IDENTITY"],
  find: (statement, known) =>
    changesOf("AT_DropIdentity", statement, known)
      .filter(({ name, command }) => columnIn(known, name, command.name ?? "")?.isNew !== true)
      .map(({ table, command }) => ({
        column: command.name ?? "",
        table,
        lock: "ACCESS EXCLUSIVE" as const,
      })),
  explain: ({ table, column, lock }) =>
    `Every INSERT of deployed code that leaves ${column} of ${table} out fails from now on, and the position of its sequence is lost. ${heldBriefly(lock, table)}`,
  rewrite: ({ table, column }, statement) =>
    intended(
      "drop-identity",
      `all deployed code writes ${table}.${column}`,
      `First deploy code that writes ${column}, or give it a default in the same statement. Then:`,
      statement,
    ),
});
