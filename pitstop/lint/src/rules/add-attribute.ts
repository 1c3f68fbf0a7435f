import { objectName } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";
import { tableNameOf } from "../table-name.ts";

export default rule({
  id: "add-attribute",
  level: "warning",
  finds: "ADD ATTRIBUTE to a composite type that was there",
  instead: "a second type, or a column of its own",
  why: "A value that deployed code writes as `row(…)` or as text has an attribute too few from then on, and its query fails.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertype.html",
    "https://www.postgresql.org/docs/18/rowtypes.html#ROWTYPES-IO-SYNTAX",
  ],
  find({ node }, known) {
    const alter = nodeOf(node, "AlterTableStmt");
    if (alter?.objtype !== "OBJECT_TYPE") return [];
    const { schema, name } = tableNameOf(alter.relation);
    const type = objectName("OBJECT_TYPE", schema === undefined ? [name] : [schema, name]);
    if (known.newObjects.has(type.key)) return [];
    return nodesOf(alter.cmds, "AlterTableCmd")
      .filter(({ subtype }) => subtype === "AT_AddColumn")
      .map(({ def }) => ({
        type: type.shown,
        attribute: nodeOf(def, "ColumnDef")?.colname ?? "",
        table: null,
        lock: null,
      }));
  },
  explain: ({ type, attribute }) =>
    `Deployed code that writes a ${type} as row(…) or as text leaves ${attribute} out, and fails: "Too few columns".`,
  rewrite: ({ type, attribute }, statement) =>
    intended(
      "add-attribute",
      `all deployed code reads values of ${type}, or builds them with ${attribute}`,
      `Make a second type with ${attribute}, and deploy code that writes it. Where no deployed code writes values of ${type}:`,
      statement,
    ),
});
