import { columnIn } from "../known.ts";
import { heldToTheEnd } from "../lock.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { changesOf } from "../table-change.ts";

export default rule({
  id: "set-expression",
  level: "error",
  costs: ["rewrite"],
  finds: "SET EXPRESSION of a generated column: rewrites the table",
  instead: "a new column, and a switch",
  why: "A stored generated column is recomputed for every row while the table can't be read, and its old values are lost.",
  sources: ["https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-EXPRESSION"],
  find: (statement, known) =>
    changesOf("AT_SetExpression", statement, known)
      // A virtual column has no values that could be computed again.
      .filter(({ name, command }) => columnIn(known, name, command.name ?? "")?.generated !== "virtual")
      .map(({ table, command }) => ({
        column: command.name ?? "",
        table,
        lock: "ACCESS EXCLUSIVE" as const,
      })),
  explain: ({ table, column, lock }) =>
    `${column} is recomputed for every row, which rewrites the whole of ${table} if the column is stored. ${heldToTheEnd(lock, table)} Its old values are lost.`,
  rewrite: ({ table, column }, statement) =>
    intended(
      "set-expression",
      `${column} is virtual, or ${table} is small`,
      `Add a column beside ${column}, fill it in batches, and switch the code. If the column is virtual:`,
      statement,
    ),
});
