import { typeText } from "../column-type.ts";
import { constraintName } from "../constraint.ts";
import { heldToTheEnd } from "../lock.ts";
import { quoted } from "../quote.ts";
import { notValidThenValidate } from "../rewrites/constraint-steps.ts";
import { rule } from "../rule.ts";
import { inParentheses } from "../source-text.ts";
import { inlineConstraints } from "../table-change.ts";
import { quotedTable } from "../table-name.ts";

export default rule({
  id: "add-column-inline-check",
  level: "error",
  finds: "CHECK behind an added column",
  instead: "the column, then the CHECK with `NOT VALID`",
  why: "CHECK behind an added column is verified for every row while nobody can read the table.",
  sources: ["https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES"],
  find: (statement, known) =>
    inlineConstraints("check", statement, known)
      .filter(({ constraint }) => constraint.isValidated)
      .map((found) => ({ ...found, lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, column, lock }) =>
    `Adding ${column.name} with a CHECK verifies every row of ${table}. ${heldToTheEnd(lock, table)}`,
  rewrite: ({ name, column, constraint }, statement) =>
    [
      `alter table ${quotedTable(name)} add column ${quoted(column.name)} ${typeText(column.type)};`,
      notValidThenValidate(
        name,
        constraintName(name, constraint),
        `check (${inParentheses(statement, constraint.location)})`,
      ),
    ].join("\n"),
});
