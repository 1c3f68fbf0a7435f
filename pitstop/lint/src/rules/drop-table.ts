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
  instead: "change the code first, then allow it with a reason",
  why: "The rows are lost, and deployed code that uses the table fails.",
  sources: ["squawk ban-drop-table", "Atlas DS102"],
  find: (statement, known) =>
    droppedNames("OBJECT_TABLE", statement)
      .filter((name) => isLive(known, name))
      .map((name) => ({ table: shown(name), lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, lock }) =>
    `The rows of ${table} are lost, deployed code that uses it fails, and each table that its foreign keys reference is locked too. ${heldBriefly(lock, table)}`,
  rewrite: ({ table }, statement) =>
    intended(
      "drop-table",
      `no deployed code uses ${table}`,
      `First deploy code that does not use ${table}, drop its foreign keys one by one, and keep a backup. Then:`,
      statement,
    ),
});
