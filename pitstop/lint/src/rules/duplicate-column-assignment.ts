import type { Node } from "libpg-query";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodesOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "duplicate-column-assignment",
  level: "error",
  finds: "one column assigned twice",
  instead: "one assignment",
  why: 'One column assigned twice in one statement fails: "multiple assignments to same column".',
  sources: ["squawk ban-duplicate-assignment"],
  find: (statement) =>
    assignmentLists(statement).flatMap(({ table, targets }) => {
      const columns = nodesOf(targets, "ResTarget")
        // An element of an array or a field of a composite may be assigned beside another.
        .filter(({ indirection }) => indirection === undefined)
        .flatMap(({ name }) => name ?? []);
      const twice = columns.find((column, index) => columns.indexOf(column) < index);
      return twice === undefined ? [] : [{ table, column: twice, lock: null }];
    }),
  explain: ({ column, table }) =>
    `${column} of ${table} is assigned twice: PostgreSQL refuses the statement.`,
  rewrite: ({ column }, { text }) => `-- One assignment of ${column}:\n-- ${text.replaceAll("\n", "\n-- ")};`,
});

function assignmentLists({ node }: Statement): { table: string; targets: Node[] | undefined }[] {
  if ("UpdateStmt" in node) {
    return [{ table: shown(tableNameOf(node.UpdateStmt.relation)), targets: node.UpdateStmt.targetList }];
  }
  if (!("InsertStmt" in node)) return [];
  const table = shown(tableNameOf(node.InsertStmt.relation));
  const { cols, onConflictClause } = node.InsertStmt;
  return [
    { table, targets: cols },
    { table, targets: onConflictClause?.targetList },
  ];
}
