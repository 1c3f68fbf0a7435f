import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-column-constrained-domain.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "create domain price as int check (value > 0); alter table cars add column cost price;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      says: "price",
      rewrite: 'add column "cost"',
    },
    {
      sql: "/* given: create domain app.price as int not null */ alter table cars add column cost app.price default 1;",
    },
    {
      sql: "create domain price as int check (value > 0); create domain fee as price; alter table cars add column cost fee;",
    },
    {
      sql: "create domain price as int; alter domain price add constraint positive check (value > 0); alter table cars add column cost price;",
    },
  ],
  safe: [
    "create domain price as int; alter table cars add column cost price;",
    "create domain price as int check (value > 0); alter table cars add column costs price[];",
    "create domain price as int check (value > 0); create table cars (id bigint); alter table cars add column cost price;",
    "alter table cars add column mood mood;",
  ],
});
