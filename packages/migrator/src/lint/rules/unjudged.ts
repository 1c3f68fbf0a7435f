import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { verdictsOf } from "../verdicts/verdict-of.ts";

export default rule({
  id: "unjudged",
  level: "error",
  finds: "a statement, or a form of one, that the linter has no verdict on",
  instead: "a look at what it does, then the exception with its reason",
  why: "The linter knows every statement of PostgreSQL 14 to 18. What a later version adds, or what the manual doesn't have, may lose data or block people: silence would be a promise that nobody can keep.",
  sources: ["https://www.postgresql.org/docs/18/sql-commands.html"],
  find: (statement) =>
    verdictsOf(statement.node)
      .filter(({ verdict }) => verdict === undefined || verdict.judgement === "impossible")
      .map(({ form }) => ({ form, table: null, lock: null })),
  explain: ({ form }) =>
    `The linter has no verdict on this statement (${form}): it may lose data, block people or break deployed code.`,
  rewrite: (_found, statement) =>
    intended(
      "unjudged",
      "the rehearsal showed that it loses and blocks nothing",
      "Read what it does in PostgreSQL's manual, and rehearse it. Then:",
      statement,
    ),
});
