import { columnIn } from "../known.ts";
import { heldBriefly } from "../lock.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { changesOf } from "../table-change.ts";

export default rule({
  id: "drop-expression",
  level: "warning",
  costs: [],
  finds: "DROP EXPRESSION of a generated column",
  instead: "code that writes the column first",
  why: "The values stay, but nothing computes new ones: deployed code that doesn't write the column stores null from now on.",
  sources: ["https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-EXPRESSION"],
  find: (statement, known) =>
    changesOf("AT_DropExpression", statement, known)
      .filter(({ name, command }) => columnIn(known, name, command.name ?? "")?.isNew !== true)
      .map(({ table, command }) => ({
        column: command.name ?? "",
        table,
        lock: "ACCESS EXCLUSIVE" as const,
      })),
  explain: ({ table, column, lock }) =>
    `Nothing computes ${column} of ${table} anymore: rows that deployed code inserts have a null there. ${heldBriefly(lock, table)}`,
  rewrite: ({ table, column }, statement) =>
    intended(
      "drop-expression",
      `all deployed code writes ${table}.${column}`,
      `Give ${column} a trigger that fills it, or deploy code that does. Then:`,
      statement,
    ),
});
