import { keyOf } from "../known.ts";
import { literal } from "../quote.ts";
import { rule } from "../rule.ts";
import { nodeOf, words } from "../syntax-node.ts";
import { quotedTable, tableNameFrom } from "../table-name.ts";

export default rule({
  id: "enum-value-without-order",
  level: "warning",
  finds: "ADD VALUE without a position",
  instead: "`BEFORE` or `AFTER`",
  why: "A value without a position goes to the end, where ORDER BY and comparisons may not expect it. It can't be moved later.",
  sources: ["https://www.postgresql.org/docs/18/sql-altertype.html", "squawk require-enum-value-ordering"],
  find(statement, known) {
    const change = nodeOf(statement.node, "AlterEnumStmt");
    const name = words(change?.typeName);
    const isPlaced = change?.newValNeighbor !== undefined || change?.oldVal !== undefined;
    if (change === undefined || isPlaced || known.enums.get(keyOf(name))?.isNew === true) return [];
    return [{ name, value: change.newVal ?? "", table: null, lock: null }];
  },
  explain: ({ name, value }) =>
    `'${value}' becomes the last value of ${keyOf(name)}, and ORDER BY and comparisons follow that order. It cannot be moved later.`,
  rewrite: ({ name, value }) =>
    `-- Say where it belongs, with a value that exists:\nalter type ${quotedTable(tableNameFrom(name))} add value ${literal(value)} after 'last';`,
});
