import { executedQuery } from "../executed.ts";
import { keyColumns } from "../known.ts";
import { quotedList } from "../quote.ts";
import { rowChanges } from "../row-change.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";
import { quotedTable } from "../table-name.ts";

export default rule({
  id: "unbatched-backfill",
  level: "error",
  finds: "UPDATE and MERGE without a range of the key; a warning for DELETE",
  instead: "batches over the primary key",
  why: "One UPDATE of many rows locks each of them until it ends, and leaves as many dead rows behind.",
  sources: ["strong_migrations (backfilling data)", "online_migrations"],
  find: (statement, known) =>
    rowChanges(statement, known)
      .filter(({ reach }) => reach === "any row")
      .map((found) => ({
        ...found,
        lock: "ROW EXCLUSIVE" as const,
        level: found.verb === "DELETE" ? ("warning" as const) : ("error" as const),
      })),
  explain: ({ table, verb }) =>
    `${verb} without a range of the key can reach every row of ${table}: each stays locked until the last is done, other writes to them wait, and vacuum cannot keep up.`,
  rewrite({ name, verb }, statement, known) {
    if (nodeOf(executedQuery(statement.node), "MergeStmt") !== undefined)
      return `-- Outside a transaction, in batches: merge into ${quotedTable(name)} using (select … limit 1000) as …`;
    const keys = quotedList(keyColumns(known, name));
    const target = keys.includes(",") ? `(${keys})` : keys;
    const batch = `${target} in (select ${keys} from ${quotedTable(name)} where /* still to do */ true limit 1000)`;
    return [
      known.advice.batches,
      ...(verb === "DELETE" ? ["-- pitstop:allow delete-rows the matching rows are not needed"] : []),
      `${withCondition(statement.text, batch)};`,
    ].join("\n");
  },
});

function withCondition(sql: string, condition: string): string {
  const [change = "", own, ...more] = sql.split(/\bwhere\b/i);
  if (own === undefined) return `${sql}\nwhere ${condition}`;
  // With several WHEREs only a parser could say which is the statement's own: then it is the last one.
  return more.length > 0 ? `${sql} and ${condition}` : `${change}where (${own.trim()}) and ${condition}`;
}
