import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-trigger.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "drop trigger touch on app.cars;",
      table: "app.cars",
      lock: "ACCESS EXCLUSIVE",
      says: "touch",
      rewrite: "pitstop:allow drop-trigger",
    },
    { sql: "drop event trigger audit;", table: null, lock: null },
    { sql: "drop rule keep on cars;", table: "cars" },
  ],
  safe: [
    "drop trigger if exists touch on cars; create trigger touch before update on public.cars for each row execute function touch();",
    "create trigger touch before update on cars for each row execute function touch(); drop trigger touch on cars;",
  ],
});
