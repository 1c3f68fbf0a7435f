import { columnTypeOf, typeText } from "../column-type.ts";
import { objectName } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "change-attribute-type",
  level: "error",
  costs: ["rewrite"],
  finds: "ALTER TYPE … ALTER ATTRIBUTE … TYPE",
  instead: "a new type, and a copy of the values",
  why: "It fails where a column has the type. With CASCADE, each table OF the type is rewritten while it can't be read.",
  sources: ["https://www.postgresql.org/docs/18/sql-altertype.html"],
  find(statement, known) {
    const alter = nodeOf(statement.node, "AlterTableStmt");
    const type = shown(tableNameOf(alter?.relation));
    if (alter?.objtype !== "OBJECT_TYPE") return [];
    if (known.newObjects.has(objectName("OBJECT_TYPE", [type]).key)) return [];
    return nodesOf(alter.cmds, "AlterTableCmd")
      .filter(({ subtype }) => subtype === "AT_AlterColumnType")
      .map(({ name: attribute = "", def }) => ({
        type,
        attribute,
        next: typeText(columnTypeOf(nodeOf(def, "ColumnDef")?.typeName)),
        table: null,
        lock: "ACCESS EXCLUSIVE" as const,
      }));
  },
  explain: ({ type, attribute, next, lock }) =>
    `Making ${attribute} of ${type} ${next} fails where a column has that type; with CASCADE, every table OF ${type} is rewritten, with ${lock} on it until it ends.`,
  rewrite: ({ type, attribute }, statement) =>
    intended(
      "change-attribute-type",
      `no table with rows uses ${type}`,
      `Add an attribute beside ${attribute}, or a new type, and copy the values in batches. Where no table uses the type:`,
      statement,
    ),
});
