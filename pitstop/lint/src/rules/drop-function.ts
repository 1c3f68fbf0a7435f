import { lostObjects } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { withoutCascade } from "../rewrites/without-cascade.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "drop-function",
  level: "error",
  finds: "DROP FUNCTION, PROCEDURE, ROUTINE and AGGREGATE; a warning without CASCADE",
  instead: "code first; CREATE OR REPLACE FUNCTION to change it",
  why: "Deployed code that calls it fails. CASCADE also drops the triggers, defaults, checks, policies, indexes and views that call it, and generated columns with their values.",
  sources: ["https://www.postgresql.org/docs/18/sql-dropfunction.html"],
  find: (statement, known) =>
    lostObjects(
      ["OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE", "OBJECT_AGGREGATE"],
      statement,
      known,
    ).map(({ shown: routine, isCascade }) => ({
      routine,
      isCascade,
      table: null,
      lock: null,
      level: isCascade ? ("error" as const) : ("warning" as const),
    })),
  explain: ({ routine, isCascade }) =>
    `Deployed code that calls ${routine} fails as soon as it is gone.${isCascade ? " CASCADE also drops the triggers, defaults, checks, policies, indexes and views that call it, and generated columns with their values; the statement does not say which they are." : ""}`,
  rewrite: ({ routine }, statement) =>
    intended(
      "drop-function",
      `nothing calls ${routine}`,
      "First drop what calls it by name, and deploy code that does not call it. Then, without CASCADE:",
      withoutCascade(statement),
    ),
});
