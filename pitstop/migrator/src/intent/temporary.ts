import { nodeOf } from "@pitstop/lint/sql";
import type { Node } from "libpg-query";
import { objectName } from "./object-name.ts";

const TEMPORARY = "pg_temp";

/** The temporary relation that a statement creates: whatever else has its name is meant with its schema alone then. */
export function createdTemporary(node: Node): string | undefined {
  const query = nodeOf(node, "SelectStmt");
  const into = nodeOf(node, "CreateTableAsStmt")?.into ?? query?.intoClause;
  const relation =
    nodeOf(node, "CreateStmt")?.relation ??
    into?.rel ??
    nodeOf(node, "ViewStmt")?.view ??
    nodeOf(node, "CreateSeqStmt")?.sequence;
  const isTemporary = relation?.relpersistence === "t" || relation?.schemaname === TEMPORARY;
  return isTemporary ? relation?.relname : undefined;
}

/** The names without a schema, or with that of temporary relations, that a statement drops. */
export const droppedUnqualified = (node: Node): string[] =>
  (nodeOf(node, "DropStmt")?.objects ?? []).map(objectName).flatMap((name) => {
    const [schema, own] = name.length === 2 ? name : [TEMPORARY, name[0]];
    return schema === TEMPORARY && own !== undefined ? [own] : [];
  });

/** Whether it is gone at the end of the statement that creates it, where that has a transaction of its own. */
export function isDroppedOnCommit(node: Node): boolean {
  const table = nodeOf(node, "CreateStmt");
  return (table?.oncommit ?? nodeOf(node, "CreateTableAsStmt")?.into?.onCommit) === "ONCOMMIT_DROP";
}
