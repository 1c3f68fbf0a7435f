import { droppedNames } from "../dropped.ts";
import { indexAlone } from "../rewrites/outside-transaction.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";
import { quotedTable } from "../table-name.ts";

export default rule({
  id: "drop-index-concurrently-refused",
  level: "error",
  finds: "DROP INDEX CONCURRENTLY of several indexes, or with CASCADE",
  instead: "one statement for each index, without CASCADE",
  why: "PostgreSQL refuses both, so that the migration fails.",
  sources: ["https://www.postgresql.org/docs/18/sql-dropindex.html"],
  find(statement) {
    const drop = nodeOf(statement.node, "DropStmt");
    const names = droppedNames("OBJECT_INDEX", statement);
    const isCascade = drop?.behavior === "DROP_CASCADE";
    if (drop?.concurrent !== true || (names.length < 2 && !isCascade)) return [];
    return [{ names, table: null, lock: null }];
  },
  explain: ({ names }) =>
    names.length > 1
      ? `DROP INDEX CONCURRENTLY takes one index, and this names ${names.length}: it fails with "does not support dropping multiple objects".`
      : `DROP INDEX CONCURRENTLY … CASCADE fails with "does not support CASCADE".`,
  rewrite: ({ names }, _statement, known) =>
    indexAlone(names.map((name) => `drop index concurrently ${quotedTable(name)};`).join("\n"), known),
});
