import { columnIn } from "../known.ts";
import { heldBriefly } from "../lock.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { changesOf } from "../table-change.ts";

export default rule({
  id: "drop-column",
  level: "error",
  costs: [],
  finds: "DROP COLUMN",
  instead: "change the code first, then allow it with a reason",
  why: "The values are lost, and deployed code that names the column fails.",
  sources: ["strong_migrations remove_column", "squawk ban-drop-column", "Atlas DS103"],
  find: (statement, known) =>
    changesOf("AT_DropColumn", statement, known)
      .map(({ name, table, command }) => ({ name, table, column: command.name ?? "" }))
      .filter(({ name, column }) => columnIn(known, name, column)?.isNew !== true)
      .map((found) => ({ ...found, lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, column, lock }) =>
    `The values of ${column} are lost, and deployed code that still lists ${column} of ${table} fails, prepared statements included. ${heldBriefly(lock, table)}`,
  rewrite: ({ table, column }, statement) =>
    intended(
      "drop-column",
      `no deployed code reads or writes ${table}.${column}`,
      `First deploy code that neither reads nor writes ${table}.${column}, and keep its values in a backup. Then:`,
      statement,
    ),
});
