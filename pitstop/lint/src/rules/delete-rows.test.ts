import { verdicts } from "../../test/verdicts.ts";
import rule from "./delete-rows.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "delete from cars where id = 5;",
      table: "cars",
      lock: "ROW EXCLUSIVE",
      says: "lost",
      rewrite: "pitstop:allow delete-rows",
    },
    {
      sql: "merge into cars c using old_cars o on c.id = o.id when matched and o.sold then delete when matched then do nothing;",
    },
    {
      sql: "merge into sales.cars c using keep k on c.id = k.id when not matched by source then delete;",
      table: "sales.cars",
    },
    { sql: "with gone as (delete from cars where id < 10 returning *) select count(*) from gone;" },
    {
      sql: "with gone as (delete from cars where id < 10 returning *) insert into old_cars select * from gone;",
    },
    { sql: "copy (delete from cars where id < 10 returning *) to stdout;" },
    { sql: "explain analyze delete from cars where id < 10;" },
    { sql: "explain (analyze, buffers) with gone as (delete from cars returning id) select 1;" },
    { sql: "prepare clean as delete from cars where id = $1;" },
    { sql: "create table gone as with d as (delete from cars returning *) select * from d;" },
  ],
  safe: [
    "create table cars (id bigint); delete from cars;",
    "explain delete from cars where id < 10;",
    "explain (analyze false) delete from cars where id < 10;",
    "merge into cars c using news n on c.id = n.id when matched then update set price = n.price;",
    "create function clean() returns void begin atomic delete from cars; end;",
    "create rule clean as on insert to cars do also delete from picked;",
  ],
});
