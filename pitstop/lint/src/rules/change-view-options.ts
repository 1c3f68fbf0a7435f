import type { Node } from "libpg-query";
import type { Known } from "../known.ts";
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
  finds:
    "SET and RESET of a view's options (security_invoker, security_barrier, check_option), and CREATE OR REPLACE VIEW without those it has",
  instead: "a second view with the options",
  why: "With security_invoker a query needs rights on the tables below the view, and with check_option a write that the view doesn't show fails. Without them, rows are seen or written that were not to be.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-alterview.html",
    "https://www.postgresql.org/docs/18/sql-createview.html",
  ],
  find: ({ node }, known) => [...altered(node, known), ...replaced(node, known)],
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

function altered(node: Node, known: Known) {
  const alter = nodeOf(node, "AlterTableStmt");
  const view = shown(tableNameOf(alter?.relation));
  if (alter?.objtype !== "OBJECT_VIEW" || isNew(view, known)) return [];
  const options = nodesOf(alter.cmds, "AlterTableCmd")
    .filter(({ subtype }) => subtype === "AT_SetRelOptions" || subtype === "AT_ResetRelOptions")
    .flatMap(({ def }) => nodesOf(nodeOf(def, "List")?.items, "DefElem"))
    .map(({ defname }) => defname ?? "");
  return found(view, options);
}

/** CREATE OR REPLACE VIEW leaves the view with the options that it names, and no other. */
function replaced(node: Node, known: Known) {
  const create = nodeOf(node, "ViewStmt");
  const view = shown(tableNameOf(create?.view));
  if (create?.replace !== true || isNew(view, known)) return [];
  const kept = nodesOf(create.options, "DefElem").map(({ defname }) => defname);
  return found(
    view,
    [...(known.viewOptions.get(view) ?? [])].filter((option) => !kept.includes(option)),
  );
}

const isNew = (view: string, known: Known): boolean =>
  known.newObjects.has(objectName("OBJECT_VIEW", view.split(".")).key);

const found = (view: string, options: readonly string[]) =>
  options.length === 0
    ? []
    : [{ options: options.join(", "), table: view, lock: "ACCESS EXCLUSIVE" as const }];
