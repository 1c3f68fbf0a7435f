import { columnIn, tableIn } from "../known.ts";
import { heldToTheEnd } from "../lock.ts";
import { quoted } from "../quote.ts";
import { rule } from "../rule.ts";
import { descendants, words } from "../syntax-node.ts";
import { quotedTable } from "../table-name.ts";
import { changedTypes } from "../type-change-of-statement.ts";

export default rule({
  id: "change-type-with-check",
  level: "error",
  costs: ["scan"],
  finds: "a type of a column that a CHECK names",
  instead: "drop the CHECK, change, add it with `NOT VALID`",
  why: "A CHECK that names the column is verified again for every row, even if the change of type costs nothing.",
  sources: ["strong_migrations change_column_constraint"],
  find: (statement, known) =>
    changedTypes(statement, known).flatMap((found) => {
      if (columnIn(known, found.name, found.column)?.isNew === true) return [];
      const checks = [...(tableIn(known, found.name)?.constraints ?? [])]
        .filter(([, { kind, isValidated }]) => kind === "check" && isValidated)
        .filter(
          ([, { expression, columns }]) => names(expression, found.column) || columns.includes(found.column),
        )
        .map(([check]) => check);
      return checks.length === 0 ? [] : [{ ...found, checks, lock: "ACCESS EXCLUSIVE" as const }];
    }),
  explain: ({ table, column, checks, lock }) =>
    `${checks.join(", ")} names ${column}, so the change of type verifies every row of ${table} again. ${heldToTheEnd(lock, table)}`,
  rewrite: ({ name, column, checks }, statement) =>
    [
      ...checks.map((check) => `alter table ${quotedTable(name)} drop constraint ${quoted(check)};`),
      `-- The change of ${column} itself, without a check to verify:`,
      `-- ${statement.text.replaceAll("\n", "\n-- ")};`,
      "-- Then add each check again with NOT VALID, and VALIDATE it in the next migration.",
    ].join("\n"),
});

function names(expression: unknown, column: string): boolean {
  return descendants({ expression }, "ColumnRef").some(({ fields }) => words(fields).at(-1) === column);
}
