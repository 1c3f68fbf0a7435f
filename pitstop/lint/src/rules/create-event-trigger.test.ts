import { verdicts } from "../../test/verdicts.ts";
import rule from "./create-event-trigger.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "create event trigger watch on ddl_command_end execute function noted();",
      table: null,
      lock: null,
      says: "every later schema change",
      rewrite: "pitstop:allow create-event-trigger",
    },
    {
      sql: "create event trigger guard on login execute function checked();",
      level: "error",
      says: "nobody can connect",
    },
  ],
  safe: ["create trigger touch before insert on cars for each row execute function touched();"],
});
