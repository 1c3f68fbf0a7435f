import { columnIn } from "../known.ts";
import { heldBriefly } from "../lock.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { changesOf } from "../table-change.ts";

export default rule({
  id: "drop-not-null",
  level: "warning",
  costs: [],
  finds: "DROP NOT NULL",
  instead: "deploy code that handles null first",
  why: "Code that expects a value may read a null. The tools disagree: squawk calls it unsafe, django-migration-linter safe. It loses nothing and scans nothing, so it is a warning here.",
  sources: ["squawk ban-drop-not-null"],
  find: (statement, known) =>
    changesOf("AT_DropNotNull", statement, known)
      .filter(({ name, command }) => columnIn(known, name, command.name ?? "")?.isNew !== true)
      .map(({ table, command }) => ({
        table,
        column: command.name ?? "",
        lock: "ACCESS EXCLUSIVE" as const,
      })),
  explain: ({ table, column, lock }) =>
    `Deployed code that reads ${column} of ${table} was never given null, and may fail on the first one. ${heldBriefly(lock, table)}`,
  rewrite: ({ table, column }, statement) =>
    intended(
      "drop-not-null",
      `all deployed code can read null in ${table}.${column}`,
      `First deploy code that can read null in ${table}.${column}, then:`,
      statement,
    ),
});
