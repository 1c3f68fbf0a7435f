import { verdicts } from "../../test/verdicts.ts";
import rule from "./identifier-too-long.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "create index concurrently cars_color_and_owner_and_category_and_price_and_year_of_production_index on cars (color);",
      table: null,
      says: "63",
      rewrite: "cars_color_and_owner_and_category_and_price_and_year_of_product ",
    },
    {
      sql: 'alter table cars add column "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" text;',
    },
    { sql: "alter table cars add column ääääääääääääääääääääääääääääääää text;" },
    {
      sql: "alter table cars add constraint cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc check (price > 0) not valid;",
    },
  ],
  safe: [
    "alter table cars add column aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa text;",
    "alter table cars add column äääääääääääääääääääääääääääääää text;",
    "insert into cars (name) values ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');",
    "create function f() returns trigger language plpgsql as $$ begin new.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa := 1; return new; end $$;",
  ],
});
