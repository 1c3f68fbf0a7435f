import { isLive } from "../known.ts";
import { heldBriefly } from "../lock.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";
import { relationChangesOf } from "../table-change.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "change-inheritance",
  level: "warning",
  costs: [],
  finds: "INHERIT and NO INHERIT",
  instead: "only when no code reads the parent",
  why: "Queries of the parent find the rows of its children: with INHERIT they find more than before, with NO INHERIT fewer.",
  sources: ["https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-INHERIT"],
  find: (statement, known) =>
    [
      ...relationChangesOf("AT_AddInherit", statement, known),
      ...relationChangesOf("AT_DropInherit", statement, known),
    ].flatMap(({ table, command }) => {
      const parent = tableNameOf(nodeOf(command.def, "RangeVar"));
      const isAdded = command.subtype === "AT_AddInherit";
      if (!isLive(known, parent)) return [];
      return [{ parent: shown(parent), isAdded, table, lock: "ACCESS EXCLUSIVE" as const }];
    }),
  explain: ({ table, parent, isAdded, lock }) =>
    `Deployed queries of ${parent} ${isAdded ? "find the rows of" : "no longer find the rows of"} ${table}. ${heldBriefly(lock, table)}`,
  rewrite: ({ table, parent }, statement) =>
    intended(
      "change-inheritance",
      `deployed queries of ${parent} are meant to see this change of ${table}`,
      `First deploy code that reads only ${parent} itself (from only …). Then:`,
      statement,
    ),
});
