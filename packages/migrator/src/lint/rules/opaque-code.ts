import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { words } from "../syntax-node.ts";

export default rule({
  id: "opaque-code",
  level: "warning",
  finds: "DO blocks, procedures and functions that are not triggers: nothing sees what they do",
  instead: "plain statements, or the exception with its reason",
  why: "Code in a DO block, a function or a procedure is text to PostgreSQL's grammar: no rule sees what it does. A function of a trigger is left alone, as it runs row by row and not in the migration.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-do.html",
    "https://www.postgresql.org/docs/18/sql-call.html",
  ],
  find: (statement) => opaque(statement).map((what) => ({ what, table: null, lock: null })),
  explain: ({ what }) =>
    `The linter is blind here: what ${what} does is not linted, neither its locks nor the rows that it touches.`,
  rewrite: (_found, statement) =>
    intended(
      "opaque-code",
      "somebody read what it does, and rehearsed it",
      "Write it as plain statements where that is possible. Where not:",
      statement,
    ),
});

function opaque({ node }: Statement): string[] {
  if ("DoStmt" in node) return ["the DO block"];
  if ("CallStmt" in node) return [`the procedure ${words(node.CallStmt.funccall?.funcname).join(".")}`];
  if (!("CreateFunctionStmt" in node)) return [];
  const { funcname, is_procedure: isProcedure, returnType } = node.CreateFunctionStmt;
  const isTrigger = ["trigger", "event_trigger"].includes(words(returnType?.names).at(-1) ?? "");
  return isTrigger ? [] : [`the ${isProcedure ? "procedure" : "function"} ${words(funcname).join(".")}`];
}
