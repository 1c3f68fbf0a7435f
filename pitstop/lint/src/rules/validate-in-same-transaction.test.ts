import { verdicts } from "../../test/verdicts.ts";
import rule from "./validate-in-same-transaction.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "/* tx */ alter table cars add constraint c check (price > 0) not valid; alter table cars validate constraint c;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      rewrite: "validate constraint",
    },
    {
      sql: "begin; alter table cars add constraint fk foreign key (owner_id) references owners not valid; alter table cars validate constraint fk; commit;",
      lock: "SHARE ROW EXCLUSIVE",
    },
    { sql: "alter table cars add constraint c check (price > 0) not valid, validate constraint c;" },
    { sql: "/* tx */ alter table cars add column x int; alter table cars validate constraint c;" },
  ],
  safe: [
    "alter table cars add constraint c check (price > 0) not valid; alter table cars validate constraint c;",
    "/* tx */ alter table cars validate constraint c;",
    "begin; alter table cars add constraint c check (price > 0) not valid; commit; alter table cars validate constraint c;",
    "/* tx */ alter table owners add column x int; alter table cars validate constraint c;",
  ],
});
