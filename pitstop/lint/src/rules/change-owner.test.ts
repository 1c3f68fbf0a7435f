import { verdicts } from "../../test/verdicts.ts";
import rule from "./change-owner.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars owner to clerk;",
      table: "cars",
      lock: null,
      says: "clerk",
      rewrite: "pitstop:allow change-owner",
    },
    { sql: "alter view red_cars owner to current_user;", table: "red_cars", says: "the current role" },
    { sql: "alter sequence app.numbers owner to clerk;", table: "app.numbers" },
    { sql: "alter function app.total(int) owner to clerk;", table: null, says: "app.total" },
    { sql: "alter schema app owner to clerk;", says: "app" },
    { sql: "alter large object 4711 owner to clerk;", says: "large object" },
  ],
  safe: [
    "create table cars (id bigint); alter table cars owner to clerk;",
    "create view red_cars as select 1; alter view red_cars owner to clerk;",
    "create schema app; alter schema app owner to clerk;",
    "create function total() returns int language sql as 'select 1'; alter function total() owner to clerk;",
    "alter index cars_color owner to clerk;",
    "alter type address owner to clerk;",
    "alter publication changes owner to clerk;",
  ],
});
