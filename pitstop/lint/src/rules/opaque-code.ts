import { executedBy, executedQuery } from "../executed.ts";
import type { Level } from "../finding.ts";
import type { Known } from "../known.ts";
import { isQuiet } from "../quiet-functions.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, words } from "../syntax-node.ts";

export default rule({
  id: "opaque-code",
  level: "error",
  finds:
    "DO, CALL, and SELECT of a function that may change something; a warning where a function gives a value to a row",
  instead: "plain statements, or allow it with a reason",
  why: "Code in a DO block, a procedure or a function is a plain string to the parser, so no rule sees what it does. CREATE FUNCTION itself runs nothing, and functions declared IMMUTABLE or STABLE can't write.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-do.html",
    "https://www.postgresql.org/docs/18/sql-call.html",
    "https://www.postgresql.org/docs/18/xfunc-volatility.html",
  ],
  find: (statement, known) =>
    opaque(statement, known).map((found) => ({ ...found, table: null, lock: null })),
  explain: ({ what }) =>
    `The linter can't see into ${what}: neither its locks nor the rows it touches are linted.`,
  rewrite: (_found, statement) =>
    intended(
      "opaque-code",
      "its code was read and rehearsed",
      "Write it as plain statements where that is possible. Where not:",
      statement,
    ),
});

interface Opaque {
  readonly what: string;
  readonly level: Level;
}

function opaque(statement: Statement, known: Known): Opaque[] {
  const whole = opaqueStatement(statement, known);
  if (whole !== undefined) return [whole];
  const executed = executedBy(statement.node);
  const called = executed.calls.filter((call) => !isQuiet(call, known));
  if (called.length === 0) return [];
  const names = [...new Set(called.map(({ funcname }) => `${words(funcname).join(".")}()`))];
  // A function in a SELECT is called for what it does; in a change of rows, for the value that it gives.
  const query = executedQuery(statement.node);
  const isChange =
    nodeOf(query, "SelectStmt") === undefined || executed.inserts.length + executed.updates.length > 0;
  return [{ what: `the function ${names.join(", ")}`, level: isChange ? "warning" : "error" }];
}

function opaqueStatement({ node }: Statement, known: Known): Opaque | undefined {
  const error = (what: string): Opaque => ({ what, level: "error" });
  if ("DoStmt" in node) return error("the DO block");
  if ("CallStmt" in node) return error(`the procedure ${words(node.CallStmt.funccall?.funcname).join(".")}`);
  if ("LoadStmt" in node) return error(`the library ${node.LoadStmt.filename ?? ""}`);
  if ("CopyStmt" in node && node.CopyStmt.is_program === true)
    return error(`the program "${node.CopyStmt.filename ?? ""}"`);
  if ("AlterExtensionStmt" in node)
    return { what: `the update script of ${node.AlterExtensionStmt.extname ?? ""}`, level: "warning" };
  const execute =
    nodeOf(node, "ExecuteStmt") ?? nodeOf(nodeOf(node, "CreateTableAsStmt")?.query, "ExecuteStmt");
  return execute === undefined || known.prepared.has(execute.name ?? "")
    ? undefined
    : error(`the prepared statement ${execute.name ?? ""}`);
}
