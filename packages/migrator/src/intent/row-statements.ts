import type { Node } from "libpg-query";
import { descendants, nodeOf, nodesOf } from "../lint/syntax-node.ts";
import type { Stated } from "./claim.ts";
import { relationName } from "./object-name.ts";

/** What INSERT, UPDATE, DELETE, MERGE, TRUNCATE and COPY say, also those within a query (`with gone as (delete …)`). */
export function statedByRowStatement(node: Node): Stated[] {
  return [
    ...descendants(node, "UpdateStmt").flatMap(({ relation, targetList }) =>
      newValues(relationName(relation), targetList),
    ),
    ...descendants(node, "InsertStmt").flatMap(({ relation, onConflictClause }) => [
      inserts(relationName(relation)),
      ...newValues(relationName(relation), onConflictClause?.targetList),
    ]),
    ...descendants(node, "DeleteStmt").map(({ relation }) => deletes(relationName(relation))),
    ...descendants(node, "MergeStmt").flatMap(({ relation, mergeWhenClauses }) =>
      nodesOf(mergeWhenClauses, "MergeWhenClause").flatMap(({ commandType, targetList }) => {
        const name = relationName(relation);
        if (commandType === "CMD_DELETE") return [deletes(name)];
        if (commandType === "CMD_INSERT") return [inserts(name)];
        return commandType === "CMD_UPDATE" ? newValues(name, targetList) : [];
      }),
    ),
    ...nodesOf(nodeOf(node, "TruncateStmt")?.relations, "RangeVar").flatMap((relation): Stated[] => [
      deletes(relationName(relation)),
    ]),
    ...[nodeOf(node, "CopyStmt")].flatMap((copy) =>
      copy?.is_from === true && copy.relation ? [inserts(relationName(copy.relation))] : [],
    ),
  ];
}

const inserts = (name: readonly string[]): Stated => ({ act: "insert", kinds: ["table"], name });

const deletes = (name: readonly string[]): Stated => ({
  act: "delete",
  kinds: ["table"],
  name,
  permittedBy: ["delete-rows", "truncate-table", "truncate-cascade"],
});

const newValues = (table: readonly string[], targets: Node[] | undefined): Stated[] =>
  nodesOf(targets, "ResTarget").map(({ name = "" }) => ({
    act: "values",
    kinds: ["column"],
    name: [...table, name],
  }));
