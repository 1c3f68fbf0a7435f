import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "copy-skips-rows",
  level: "warning",
  finds: "COPY … FROM with ON_ERROR ignore: leaves rows out",
  instead: "COPY into a table of text columns, and a cast in an INSERT",
  why: "A row with a value that the column can't take is left out, and only a notice says how many were. The migration succeeds without them.",
  sources: ["https://www.postgresql.org/docs/18/sql-copy.html#SQL-COPY-PARAMS-ON-ERROR"],
  find({ node }) {
    const copy = nodeOf(node, "CopyStmt");
    const isIgnored = nodesOf(copy?.options, "DefElem").some(
      ({ defname, arg }) => defname === "on_error" && nodeOf(arg, "String")?.sval?.toLowerCase() === "ignore",
    );
    return copy?.is_from === true && isIgnored
      ? [{ table: shown(tableNameOf(copy.relation)), lock: null }]
      : [];
  },
  explain: ({ table }) =>
    `Rows that ${table} can't take are left out, and the migration succeeds without them.`,
  rewrite: ({ table }, statement) =>
    intended(
      "copy-skips-rows",
      `rows that ${table} can't take may be left out`,
      "Load the file into a table of text columns, look at what doesn't convert, and insert the rest. If they may be left out:",
      statement,
    ),
});
