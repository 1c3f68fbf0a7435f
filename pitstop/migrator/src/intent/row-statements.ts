import { descendants, executedQuery, nodeOf, nodesOf } from "@pitstop/lint/sql";
import type { Node, RangeVar } from "libpg-query";
import type { Stated } from "./claim.ts";
import { relationName } from "./object-name.ts";

/**
 * What INSERT, UPDATE, DELETE, MERGE, TRUNCATE and COPY say, also those within a query (`with gone as (delete …)`). What
 * a function or a rule does once it is called, its definition doesn't say of the rows.
 */
export function statedByRowStatement(node: Node): Stated[] {
  const query = executedQuery(node);
  return [
    ...descendants(query, "UpdateStmt").flatMap(({ relation, targetList }) =>
      newValues(relation, targetList),
    ),
    ...descendants(query, "InsertStmt").flatMap(({ relation, onConflictClause }) => [
      inserts(relation),
      ...newValues(relation, onConflictClause?.targetList),
    ]),
    ...descendants(query, "DeleteStmt").map(({ relation }) => deletes(relation)),
    ...descendants(query, "MergeStmt").flatMap(({ relation, mergeWhenClauses }) =>
      nodesOf(mergeWhenClauses, "MergeWhenClause").flatMap(({ commandType, targetList }) => {
        if (commandType === "CMD_DELETE") return [deletes(relation)];
        if (commandType === "CMD_INSERT") return [inserts(relation)];
        return commandType === "CMD_UPDATE" ? newValues(relation, targetList) : [];
      }),
    ),
    ...nodesOf(nodeOf(node, "TruncateStmt")?.relations, "RangeVar").map(deletes),
    ...[nodeOf(node, "CopyStmt")].flatMap((copy) =>
      copy?.is_from === true && copy.relation ? [inserts(copy.relation)] : [],
    ),
  ];
}

const inserts = (table: RangeVar | undefined): Stated => ({
  act: "insert",
  kinds: ["table"],
  name: relationName(table),
});

const deletes = (table: RangeVar | undefined): Stated => ({
  act: "delete",
  kinds: ["table"],
  name: relationName(table),
  isOnly: isOnly(table),
  permittedBy: ["delete-rows", "truncate-table", "truncate-cascade"],
});

const newValues = (table: RangeVar | undefined, targets: Node[] | undefined): Stated[] =>
  nodesOf(targets, "ResTarget").map(({ name = "" }) => ({
    act: "values",
    kinds: ["column"],
    name: [...relationName(table), name],
    isOnly: isOnly(table),
  }));

/** The grammar says `inh` of a table without ONLY. */
const isOnly = (table: RangeVar | undefined): boolean => table !== undefined && table.inh !== true;
