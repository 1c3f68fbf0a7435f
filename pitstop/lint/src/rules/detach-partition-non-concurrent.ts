import { heldBriefly } from "../lock.ts";
import { alone } from "../rewrites/outside-transaction.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";
import { changesOf } from "../table-change.ts";
import { quotedTable, shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "detach-partition-non-concurrent",
  level: "error",
  costs: [],
  finds: "DETACH PARTITION",
  instead: "`CONCURRENTLY`",
  why: "DETACH PARTITION locks the whole partitioned table; CONCURRENTLY (PostgreSQL 14) does not.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-DETACH-PARTITION",
    "squawk ban-alter-table-detach",
  ],
  find: (statement, known) =>
    changesOf("AT_DetachPartition", statement, known).flatMap(({ name, table, command }) => {
      const partition = nodeOf(command.def, "PartitionCmd");
      if (partition?.concurrent === true) return [];
      return [{ name, table, part: tableNameOf(partition?.name), lock: "ACCESS EXCLUSIVE" as const }];
    }),
  explain: ({ table, part, lock }) =>
    `Detaching ${shown(part)} takes ${lock} on it and on ${table}, with all its partitions. ${heldBriefly(lock, table)}`,
  rewrite: ({ name, part }, _statement, known) =>
    alone(`alter table ${quotedTable(name)} detach partition ${quotedTable(part)} concurrently;`, known),
});
