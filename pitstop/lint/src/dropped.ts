import type { ObjectType } from "libpg-query";
import type { Statement } from "./statement.ts";
import { nodeOf, nodesOf, words } from "./syntax-node.ts";
import { type TableName, tableNameFrom } from "./table-name.ts";

/** The names of the objects of one kind that a statement drops. */
export function droppedNames(kind: ObjectType, statement: Statement): TableName[] {
  const drop = nodeOf(statement.node, "DropStmt");
  if (drop?.removeType !== kind) return [];
  return nodesOf(drop.objects, "List").map((list) => tableNameFrom(words(list.items)));
}
