import type { Node, WithClause } from "libpg-query";
import { nodeOf, nodesOf } from "./syntax-node.ts";
import { shown, tableNameOf } from "./table-name.ts";

/** The names, as a WHERE may use them, of what a statement joins with and that has few rows: a LIMIT, or written out. */
export function boundedRelations(withClause: WithClause | undefined, from: Node[] | undefined): Set<string> {
  const named = nodesOf(withClause?.ctes, "CommonTableExpr")
    .filter(({ ctequery }) => isBounded(ctequery))
    .flatMap(({ ctename }) => ctename ?? []);
  const aliased = nodesOf(from, "RangeVar")
    .filter((relation) => named.includes(shown(tableNameOf(relation))))
    .flatMap(({ alias }) => alias?.aliasname ?? []);
  const inFrom = nodesOf(from, "RangeSubselect")
    .filter(({ subquery }) => isBounded(subquery))
    .flatMap(({ alias }) => alias?.aliasname ?? []);
  return new Set([...named, ...aliased, ...inFrom]);
}

/** Whether a query gives few rows by its own words: a LIMIT, or VALUES. */
function isBounded(query: Node | undefined): boolean {
  const select = nodeOf(query, "SelectStmt");
  return select?.limitCount !== undefined || select?.valuesLists !== undefined;
}
