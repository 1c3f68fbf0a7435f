import { createdIndexes } from "../created-index.ts";
import { indexName } from "../indexed-columns.ts";
import { concurrently } from "../recipes/create-index.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "hash-index",
  level: "warning",
  finds: "a hash index",
  instead: "a B-tree",
  why: "A hash index supports only equality. A B-tree is as fast for that, and supports ordering and ranges too.",
  sources: ["online_migrations add_hash_index"],
  find: (statement) =>
    createdIndexes(statement)
      .filter(({ index }) => index.accessMethod === "hash")
      .map((found) => ({ ...found, lock: null })),
  explain: ({ index, table }) =>
    `${indexName(index)} of ${table} is a hash index: no ranges, no order, no uniqueness, one column. A B-tree does all of it.`,
  rewrite: (_found, statement) =>
    `${concurrently(statement.text)};`.replace(/\busing\s+"?hash"?/i, "using btree"),
});
