import type { AlterTableType } from "libpg-query";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "change-foreign-data",
  level: "warning",
  finds: "columns and OPTIONS of foreign tables, servers, wrappers and user mappings that change",
  instead: "a second foreign table or server, and a switch",
  why: "Deployed code then reads different data, or none: the rows are on another server, and the options say where.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-alterforeigntable.html",
    "https://www.postgresql.org/docs/18/sql-alterserver.html",
    "https://www.postgresql.org/docs/18/sql-alterusermapping.html",
  ],
  find: (statement) => changed(statement).map((what) => ({ what, table: null, lock: null })),
  explain: ({ what }) => `Deployed code that reads through ${what} finds different data, or fails.`,
  rewrite: ({ what }, statement) =>
    intended(
      "change-foreign-data",
      `deployed code reads the same through ${what}`,
      "Create a second one beside it and switch the code. If the data is the same:",
      statement,
    ),
});

const changing: readonly AlterTableType[] = [
  "AT_GenericOptions",
  "AT_AlterColumnGenericOptions",
  "AT_DropColumn",
  "AT_AlterColumnType",
];

function changed({ node }: Statement): string[] {
  const alter = nodeOf(node, "AlterTableStmt");
  if (alter?.objtype === "OBJECT_FOREIGN_TABLE") {
    const isChanged = nodesOf(alter.cmds, "AlterTableCmd").some(
      ({ subtype }) => subtype !== undefined && changing.includes(subtype),
    );
    return isChanged ? [shown(tableNameOf(alter.relation))] : [];
  }
  const server = nodeOf(node, "AlterForeignServerStmt")?.servername;
  const wrapper = nodeOf(node, "AlterFdwStmt")?.fdwname;
  const mapping = nodeOf(node, "AlterUserMappingStmt")?.servername;
  return [server, wrapper, mapping].flatMap((name) => name ?? []);
}
