import { droppedNames } from "../dropped.ts";
import { isLive } from "../known.ts";
import { heldBriefly } from "../lock.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { shown } from "../table-name.ts";

export default rule({
  id: "drop-table",
  level: "error",
  costs: [],
  finds: "DROP TABLE",
  instead: "code first, then the exception with its reason",
  why: "The rows are gone, and deployed code that asks for the table fails.",
  sources: ["squawk ban-drop-table", "Atlas DS102"],
  find: (statement, known) =>
    droppedNames("OBJECT_TABLE", statement)
      .filter((name) => isLive(known, name))
      .map((name) => ({ table: shown(name), lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, lock }) =>
    `The rows of ${table} are lost, deployed code that asks for it fails, and each table that its foreign keys point to is locked as well. ${heldBriefly(lock, table)}`,
  rewrite: ({ table }, statement) =>
    intended(
      "drop-table",
      `no deployed code uses ${table}`,
      `First deploy code that does not use ${table}, drop its foreign keys one by one, and keep a backup. Then:`,
      statement,
    ),
});
