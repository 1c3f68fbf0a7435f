import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf, words } from "../syntax-node.ts";

export default rule({
  id: "create-event-trigger",
  level: "warning",
  finds: "CREATE EVENT TRIGGER",
  instead: "a check outside of the database",
  why: "It runs within every later migration, and can make it fail; one ON LOGIN that fails lets nobody in.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-createeventtrigger.html",
    "https://www.postgresql.org/docs/18/event-trigger-database-login-example.html",
  ],
  find({ node }) {
    const created = nodeOf(node, "CreateEventTrigStmt");
    return created === undefined
      ? []
      : [
          {
            name: created.trigname ?? "",
            isLogin: created.eventname === "login",
            code: words(created.funcname).join("."),
            table: null,
            lock: null,
            level: created.eventname === "login" ? ("error" as const) : ("warning" as const),
          },
        ];
  },
  explain: ({ name, isLogin, code }) =>
    isLogin
      ? `${name} runs ${code} at every login: where it fails, nobody can connect but a superuser with event_triggers = off, or in single-user mode.`
      : `${name} runs ${code} within every later schema change: where it fails, the migration fails.`,
  rewrite: ({ name, code }, statement) =>
    intended(
      "create-event-trigger",
      `${code} never fails`,
      `Try ${code} on a copy first. If ${name} is meant:`,
      statement,
    ),
});
