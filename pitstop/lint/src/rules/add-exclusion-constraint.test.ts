import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-exclusion-constraint.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table rentals add constraint no_overlap exclude using gist (car_id with =, during with &&);",
      table: "rentals",
      lock: "ACCESS EXCLUSIVE",
      rewrite: 'like "rentals"',
    },
    { sql: "alter table rentals add exclude using gist (during with &&);" },
    { sql: "alter table only sales.rentals add exclude using gist (during with &&) where (car_id > 0);" },
  ],
  safe: [
    "create table rentals (during tsrange, exclude using gist (during with &&));",
    "create table rentals (during tsrange); alter table rentals add exclude using gist (during with &&);",
    "create index concurrently i on rentals using gist (during);",
  ],
});
