import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { verdictsOf } from "../verdicts/verdict-of.ts";

export default rule({
  id: "unjudged",
  level: "error",
  finds: "a statement, or a form of one, that the linter has no verdict on",
  instead: "read what it does, then allow it with a reason",
  why: "The linter knows every statement of PostgreSQL 14 to 18. A statement from a later version, or one missing from the manual, may lose data or block clients, so it is never passed over.",
  sources: ["https://www.postgresql.org/docs/18/sql-commands.html"],
  find: (statement) =>
    verdictsOf(statement.node)
      .filter(({ verdict }) => verdict === undefined || verdict.judgement === "impossible")
      .map(({ form }) => ({ form, table: null, lock: null })),
  explain: ({ form }) =>
    `The linter has no verdict on this statement (${form}): it may lose data, block clients or break deployed code.`,
  rewrite: (_found, statement) =>
    intended(
      "unjudged",
      "the rehearsal showed that it loses nothing and doesn't block",
      "Read in PostgreSQL's manual what it does, and rehearse it. Then:",
      statement,
    ),
});
