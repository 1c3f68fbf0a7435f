import { verdicts } from "../../test/verdicts.ts";
import rule from "./index-after-alter-in-tx.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "/* tx */ alter table cars add column x int; create index i on cars (x);",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      rewrite: "concurrently",
    },
    {
      sql: "begin; alter table cars add column x int; create index i on owners (x); commit;",
      table: "cars",
      says: "owners",
    },
    {
      sql: "/* tx */ alter table cars add constraint fk foreign key (o) references owners not valid; create index i on cars (o);",
    },
  ],
  safe: [
    "alter table cars add column x int; create index i on cars (x);",
    "/* tx */ create index i on cars (x);",
    "/* tx */ create table owners (id bigint); alter table cars add column x int; create index i on owners (id);",
    "/* tx */ create index i on cars (x); create index j on cars (y);",
  ],
});
