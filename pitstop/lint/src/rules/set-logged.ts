import { heldToTheEnd } from "../lock.ts";
import { isPartitioned } from "../partitions.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { changesOf } from "../table-change.ts";

export default rule({
  id: "set-logged",
  level: "error",
  costs: ["rewrite"],
  finds: "SET LOGGED and SET UNLOGGED: rewrites the table",
  instead: "a new table and a copy",
  why: "The whole table and its indexes are rewritten while it can't be read. The rows of an unlogged table are lost after a crash, and no replica has them.",
  sources: ["https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-LOGGED-UNLOGGED"],
  find: (statement, known) =>
    [...changesOf("AT_SetLogged", statement, known), ...changesOf("AT_SetUnLogged", statement, known)]
      // Before PostgreSQL 18 it does nothing to a partitioned table, and is refused since.
      .filter(({ name }) => !isPartitioned(known, name))
      .map(({ table, command }) => ({
        table,
        isUnlogged: command.subtype === "AT_SetUnLogged",
        lock: "ACCESS EXCLUSIVE" as const,
      })),
  explain: ({ table, isUnlogged, lock }) =>
    `The whole of ${table} and its indexes are rewritten. ${heldToTheEnd(lock, table)}${isUnlogged ? " After a crash the table is empty, and no replica has its rows." : ""}`,
  rewrite: ({ table }, statement) =>
    intended(
      "set-logged",
      `${table} is small or not in use`,
      `Create a new table of that kind, copy the rows of ${table} in batches, and switch the names. If it is not in use:`,
      statement,
    ),
});
