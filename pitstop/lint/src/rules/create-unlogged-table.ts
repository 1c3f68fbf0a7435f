import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "create-unlogged-table",
  level: "warning",
  finds: "CREATE UNLOGGED TABLE",
  instead: "a plain table",
  why: "After a crash the table is empty, and no replica has its rows.",
  sources: ["https://www.postgresql.org/docs/18/sql-createtable.html#SQL-CREATETABLE-UNLOGGED"],
  find({ node }) {
    const relation =
      nodeOf(node, "CreateStmt")?.relation ??
      nodeOf(node, "CreateTableAsStmt")?.into?.rel ??
      nodeOf(node, "SelectStmt")?.intoClause?.rel;
    return relation?.relpersistence === "u" ? [{ table: shown(tableNameOf(relation)), lock: null }] : [];
  },
  explain: ({ table }) => `After a crash ${table} is empty, and no replica has its rows.`,
  rewrite: ({ table }, statement) =>
    intended(
      "create-unlogged-table",
      `${table} can be filled again from elsewhere`,
      "Leave UNLOGGED out. If losing the rows is fine:",
      statement,
    ),
});
