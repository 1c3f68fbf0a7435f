import { createdIndexes } from "../created-index.ts";
import { indexName } from "../indexed-columns.ts";
import { quoted, quotedList } from "../quote.ts";
import { rule } from "../rule.ts";
import { nodesOf } from "../syntax-node.ts";
import { quotedTable } from "../table-name.ts";

export default rule({
  id: "index-more-than-3-columns",
  level: "warning",
  finds: "a wide index that is not unique",
  instead: "the columns that narrow a search most",
  why: "A wide index that guarantees nothing is slow to write and rarely used beyond its first columns.",
  sources: ["strong_migrations add_index_columns"],
  find: (statement) =>
    createdIndexes(statement)
      .filter(({ index }) => index.unique !== true && (index.indexParams?.length ?? 0) > 3)
      .map((found) => ({ ...found, lock: null })),
  explain: ({ table, index }) =>
    `${indexName(index)} has ${index.indexParams?.length} columns: each write to ${table} maintains them all, and searches seldom use more than the first three.`,
  rewrite({ name, index }) {
    const columns = nodesOf(index.indexParams, "IndexElem").flatMap((element) => element.name ?? []);
    return [
      "-- The columns that narrow a search most:",
      `create index concurrently ${quoted(indexName(index))} on ${quotedTable(name)} (${quotedList(columns.slice(0, 3))});`,
    ].join("\n");
  },
});
