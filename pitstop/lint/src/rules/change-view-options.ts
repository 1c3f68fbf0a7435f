import { heldBriefly } from "../lock.ts";
import { objectName } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "change-view-options",
  level: "warning",
  costs: [],
  finds: "SET and RESET of a view's options: security_invoker, security_barrier, check_option",
  instead: "a second view with the options",
  why: "With security_invoker a query needs rights on the tables below the view, and with check_option a write that the view doesn't show fails. Without them, rows are seen or written that were not to be.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-alterview.html",
    "https://www.postgresql.org/docs/18/sql-createview.html",
  ],
  find({ node }, known) {
    const alter = nodeOf(node, "AlterTableStmt");
    const view = shown(tableNameOf(alter?.relation));
    if (alter?.objtype !== "OBJECT_VIEW") return [];
    if (known.newObjects.has(objectName("OBJECT_VIEW", view.split(".")).key)) return [];
    const options = nodesOf(alter.cmds, "AlterTableCmd")
      .filter(({ subtype }) => subtype === "AT_SetRelOptions" || subtype === "AT_ResetRelOptions")
      .flatMap(({ def }) => nodesOf(nodeOf(def, "List")?.items, "DefElem"))
      .map(({ defname }) => defname ?? "");
    return options.length === 0
      ? []
      : [{ options: options.join(", "), table: view, lock: "ACCESS EXCLUSIVE" as const }];
  },
  explain: ({ options, table, lock }) =>
    `Another ${options} of ${table}: queries of deployed code may fail for want of a right, or reach other rows. ${heldBriefly(lock, table)}`,
  rewrite: ({ options, table }, statement) =>
    intended(
      "change-view-options",
      `all deployed code works with the new ${options} of ${table}`,
      `Create a second view with the options, and deploy code that uses it. Where all code works with both:`,
      statement,
    ),
});
