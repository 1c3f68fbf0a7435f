import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";
import { tableOfStatement } from "../table-definition.ts";
import { quotedTable } from "../table-name.ts";

export default rule({
  id: "require-table-schema",
  level: "style",
  finds: "a table without its schema",
  instead: "the schema",
  why: "A name without its schema depends on the search_path of the session that runs the file.",
  sources: ["squawk require-table-schema"],
  find(statement) {
    const name = tableOfStatement(statement);
    const isTemporary = nodeOf(statement.node, "CreateStmt")?.relation?.relpersistence === "t";
    if (name === undefined || name.schema !== undefined || isTemporary) return [];
    return [{ name, table: name.name, lock: null }];
  },
  explain: ({ table }) => `${table} is whatever the search_path of the session makes of it.`,
  rewrite: ({ name }) => `-- ${quotedTable({ ...name, schema: "public" })}`,
});
