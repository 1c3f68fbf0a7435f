import type { IndexStmt } from "libpg-query";
import { descendants, nodesOf, words } from "./syntax-node.ts";

/** Every column that an index mentions: as a key, in an expression, in INCLUDE, in its WHERE. */
export function indexedColumns(index: IndexStmt): string[] {
  const elements = nodesOf(
    [...(index.indexParams ?? []), ...(index.indexIncludingParams ?? [])],
    "IndexElem",
  );
  const named = elements.flatMap((element) => element.name ?? []);
  const inExpressions = descendants([elements, index.whereClause], "ColumnRef").flatMap(
    (reference) => words(reference.fields).at(-1) ?? [],
  );
  return [...new Set([...named, ...inExpressions])];
}

/** The name that PostgreSQL gives an index without one. */
export function indexName(index: IndexStmt): string {
  const keys = nodesOf(index.indexParams, "IndexElem").map((element) => element.name ?? "expr");
  return index.idxname ?? [index.relation?.relname ?? "", ...keys, "idx"].join("_");
}
