import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf, words } from "../syntax-node.ts";

export default rule({
  id: "drop-schema",
  level: "error",
  costs: [],
  finds: "DROP SCHEMA",
  instead: "the tables by name",
  why: "Dropping a schema drops everything in it; the statement does not say what that is.",
  sources: ["Atlas DS101"],
  find(statement, known) {
    const drop = nodeOf(statement.node, "DropStmt");
    if (drop?.removeType !== "OBJECT_SCHEMA") return [];
    return words(drop.objects)
      .filter((schema) => !known.newSchemas.has(schema))
      .map((schema) => ({ schema, table: null, lock: "ACCESS EXCLUSIVE" as const }));
  },
  explain: ({ schema, lock }) =>
    `Every table in ${schema} is lost, with ${lock} on all of them, and the statement does not say which they are.`,
  rewrite: ({ schema }, statement) =>
    intended(
      "drop-schema",
      `${schema} is empty`,
      `Drop the tables of ${schema} by name first, each with a backup. Then:`,
      statement,
    ),
});
