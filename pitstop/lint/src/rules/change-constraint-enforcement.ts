import { heldToTheEnd, waiting } from "../lock.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";
import { changesOf } from "../table-change.ts";

export default rule({
  id: "change-constraint-enforcement",
  level: "error",
  costs: ["scan"],
  finds: "ALTER CONSTRAINT … ENFORCED and INHERIT: verifies every row; a warning for NOT ENFORCED",
  instead: "a new constraint with `NOT VALID`, `VALIDATE`, then drop the old one",
  why: "A constraint that becomes enforced is verified for every row at once, while writers wait. One that is not enforced accepts any row.",
  sources: ["https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ALTER-CONSTRAINT"],
  find: (statement, known) =>
    changesOf("AT_AlterConstraint", statement, known).flatMap(({ table, command }) => {
      const change = nodeOf(command.def, "ATAlterConstraint");
      const isInherited = change?.alterInheritability === true && change.noinherit !== true;
      if (change?.alterEnforceability !== true && !isInherited) return [];
      const isVerified = isInherited || change?.is_enforced === true;
      return [
        {
          constraint: change?.conname ?? "",
          table,
          lock: "ACCESS EXCLUSIVE" as const,
          level: isVerified ? ("error" as const) : ("warning" as const),
        },
      ];
    }),
  explain: ({ table, constraint, lock, level }) =>
    level === "error"
      ? `${constraint} is verified for every row of ${table} or of its children. ${heldToTheEnd(lock, table)}`
      : `Deployed code may write to ${table} what ${constraint} forbids. Enforcing it again verifies every row: ${waiting(lock, table)}.`,
  rewrite: ({ table, constraint }, statement) =>
    intended(
      "change-constraint-enforcement",
      `${table} is small, or ${constraint} is not needed`,
      "Add the constraint again under another name with NOT VALID, validate it in the next migration, and drop the old one. If the table is small:",
      statement,
    ),
});
