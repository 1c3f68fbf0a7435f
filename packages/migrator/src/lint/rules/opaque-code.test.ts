import { verdicts } from "../testing.ts";
import rule from "./opaque-code.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "do $$ begin execute 'drop table cars'; end $$;",
      table: null,
      says: "DO",
      rewrite: "pitstop:allow opaque-code",
    },
    {
      sql: "create or replace function fill() returns void language plpgsql as $$ begin end $$;",
      says: "fill",
    },
    { sql: "create procedure app.fill() language sql as 'select 1';" },
    { sql: "call app.fill();" },
  ],
  safe: [
    "create function sync() returns trigger language plpgsql as $$ begin return new; end $$;",
    "create trigger sync before insert on cars for each row execute function sync();",
    "select count(*) from cars;",
  ],
});
