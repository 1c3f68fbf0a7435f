import type { Node } from "libpg-query";
import type { Known } from "./known.ts";
import { nodeOf, nodesOf } from "./syntax-node.ts";
import { shown, type TableName, tableNameOf } from "./table-name.ts";

/** The tables that a CREATE or ALTER PUBLICATION names. */
export const namedByPublication = (objects: Node[] | undefined): TableName[] =>
  nodesOf(objects, "PublicationObjSpec").flatMap(({ pubtable }) =>
    pubtable ? [tableNameOf(pubtable.relation)] : [],
  );

/** Keeps which tables each publication names. */
export function learnPublication(node: Node, known: Known): void {
  const create = nodeOf(node, "CreatePublicationStmt");
  const alter = nodeOf(node, "AlterPublicationStmt");
  const { pubname = "", pubobjects } = create ?? alter ?? {};
  if (pubobjects === undefined) return;
  const named = namedByPublication(pubobjects);
  const before = alter?.action === "AP_SetObjects" ? [] : (known.published.get(pubname) ?? []);
  const isNamed = (table: TableName) => named.some((other) => shown(other) === shown(table));
  const kept = before.filter((table) => !isNamed(table));
  known.published.set(pubname, alter?.action === "AP_DropObjects" ? kept : [...kept, ...named]);
}
