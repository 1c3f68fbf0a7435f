import { quoted } from "../quote.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";

export default rule({
  id: "rename-schema",
  level: "error",
  finds: "ALTER SCHEMA … RENAME",
  instead: "a new schema, table by table",
  why: "Deployed code uses the old name for every table of the schema.",
  sources: ["strong_migrations rename_schema"],
  find(statement, known) {
    const rename = nodeOf(statement.node, "RenameStmt");
    const from = rename?.subname ?? "";
    if (rename?.renameType !== "OBJECT_SCHEMA" || known.newSchemas.has(from)) return [];
    return [{ from, to: rename.newname ?? "", table: null, lock: null }];
  },
  explain: ({ from, to }) =>
    `Deployed code that names a table of ${from}, or has ${from} in its search_path, fails as soon as the schema is called ${to}.`,
  rewrite: ({ from, to }) =>
    [
      `create schema ${quoted(to)};`,
      `-- Move one table after the other (alter table … set schema ${to}), each with a view of its old name in ${from}.`,
      `-- Drop ${from} once no deployed code names it anymore.`,
    ].join("\n"),
});
