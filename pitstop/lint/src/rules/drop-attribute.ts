import { isLive } from "../known.ts";
import { objectName } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "drop-attribute",
  level: "error",
  costs: [],
  finds: "ALTER TYPE … DROP ATTRIBUTE",
  instead: "a new type, and a copy of the values",
  why: "The values of that attribute are gone in every column of the type. With CASCADE, so is the column in each table OF the type.",
  sources: ["https://www.postgresql.org/docs/18/sql-altertype.html"],
  find(statement, known) {
    const alter = nodeOf(statement.node, "AlterTableStmt");
    const type = tableNameOf(alter?.relation);
    const isNew = known.newObjects.has(objectName("OBJECT_TYPE", [shown(type)]).key);
    if (alter?.objtype !== "OBJECT_TYPE" || isNew || !isLive(known, type)) return [];
    return nodesOf(alter.cmds, "AlterTableCmd")
      .filter(({ subtype }) => subtype === "AT_DropColumn")
      .map(({ name = "" }) => ({
        type: shown(type),
        attribute: name,
        table: null,
        lock: "ACCESS EXCLUSIVE" as const,
      }));
  },
  explain: ({ type, attribute }) =>
    `The values of ${attribute} are lost in every column of the type ${type}, and deployed code that reads (….${attribute}) fails.`,
  rewrite: ({ type, attribute }, statement) =>
    intended(
      "drop-attribute",
      `no deployed code reads ${attribute} of ${type}`,
      `First deploy code that does not read ${attribute}, and keep a copy of its values. Then:`,
      statement,
    ),
});
