import type { Node } from "libpg-query";
import type { Known } from "./known.ts";
import { nodeOf, nodesOf } from "./syntax-node.ts";
import { shown, tableNameOf } from "./table-name.ts";

/** Keeps the options that a CREATE VIEW or an ALTER VIEW leaves a view with. */
export function learnViewOptions(node: Node, known: Known): void {
  const create = nodeOf(node, "ViewStmt");
  const alter = nodeOf(node, "AlterTableStmt");
  const view = shown(tableNameOf(create?.view ?? alter?.relation));
  const before = create === undefined ? (known.viewOptions.get(view) ?? []) : namesOf(create.options);
  const options = new Set(before);
  for (const { subtype, def } of nodesOf(alter?.cmds, "AlterTableCmd")) {
    for (const name of namesOf(nodeOf(def, "List")?.items)) {
      if (subtype === "AT_SetRelOptions") options.add(name);
      if (subtype === "AT_ResetRelOptions") options.delete(name);
    }
  }
  known.viewOptions.set(view, options);
}

const namesOf = (options: Node[] | undefined): string[] =>
  nodesOf(options, "DefElem").map(({ defname = "" }) => defname);
