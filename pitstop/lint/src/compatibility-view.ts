import type { Known } from "./known.ts";
import type { Statement } from "./statement.ts";
import { nodeOf } from "./syntax-node.ts";
import { shown, type TableName, tableNameOf } from "./table-name.ts";

/** Whether a later statement of the file gives the old name to a view or to another table, so that old code finds it. */
export function isNameTakenOver(old: TableName, { index }: Statement, known: Known): boolean {
  return known.statements.slice(index + 1).some(({ node }) => {
    const view = nodeOf(node, "ViewStmt")?.view;
    const rename = nodeOf(node, "RenameStmt");
    const renamed =
      rename?.renameType === "OBJECT_TABLE" || rename?.renameType === "OBJECT_VIEW"
        ? { ...tableNameOf(rename.relation), name: rename.newname ?? "" }
        : undefined;
    const taken = view === undefined ? renamed : tableNameOf(view);
    return taken !== undefined && shown(taken) === shown(old);
  });
}
