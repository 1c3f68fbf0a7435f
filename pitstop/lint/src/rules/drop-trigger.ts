import { lostObjects } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "drop-trigger",
  level: "warning",
  costs: [],
  finds: "DROP TRIGGER, DROP EVENT TRIGGER and DROP RULE",
  instead: "only when no code relies on it",
  why: "What the trigger did on each write (keep a column in sync, log, refuse) stops at once, and deployed code may rely on it.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-droptrigger.html",
    "https://www.postgresql.org/docs/18/sql-dropeventtrigger.html",
    "https://www.postgresql.org/docs/18/sql-droprule.html",
  ],
  find: (statement, known) =>
    lostObjects(["OBJECT_TRIGGER", "OBJECT_EVENT_TRIGGER", "OBJECT_RULE"], statement, known).map(
      ({ kind, shown: name }) => {
        const parts = name.split(".");
        const isOnTable = kind !== "OBJECT_EVENT_TRIGGER";
        return {
          name: parts.at(-1) ?? name,
          table: isOnTable ? parts.slice(0, -1).join(".") : null,
          lock: isOnTable ? ("ACCESS EXCLUSIVE" as const) : null,
        };
      },
    ),
  explain: ({ name, table }) =>
    `${name} no longer acts on ${table === null ? "changes of the schema" : `what is written to ${table}`}. Deployed code that relies on it keeps running, with different results.`,
  rewrite: ({ name }, statement) =>
    intended(
      "drop-trigger",
      `no deployed code relies on ${name}`,
      `First deploy code that does not rely on ${name}. Then:`,
      statement,
    ),
});
