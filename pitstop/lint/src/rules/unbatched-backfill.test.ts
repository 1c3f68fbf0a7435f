import { verdicts } from "../../test/verdicts.ts";
import rule from "./unbatched-backfill.ts";

verdicts(rule, {
  dangerous: [
    { sql: "update cars set color = 'red';", table: "cars", lock: "ROW EXCLUSIVE", rewrite: "limit 1000" },
    {
      sql: "update cars set color = 'red' where color is null or color = '';",
      rewrite: "where (color is null or color = '') and \"id\" in",
    },
    { sql: "update cars c set color = o.color from owners o where o.id = c.owner_id;" },
    { sql: "delete from cars where color is null;", level: "warning" },
    {
      sql: "merge into cars c using news n on c.owner_id = n.owner_id when matched then update set price = n.price;",
    },
    {
      sql: "merge into cars c using news n on c.id = n.id when not matched by source then update set price = 0;",
    },
    { sql: "explain analyze update cars set color = 'red';" },
    { sql: "with done as (select 1) update cars set color = 'red' where year > 2000;" },
  ],
  safe: [
    "update cars set color = 'red' where id between 1 and 1000;",
    "update cars set color = 'red' where id > 1000 and id <= 2000 and color is null;",
    "update cars set color = 'red' where id in (select id from cars where color is null limit 1000);",
    "update cars set color = 'red' where id = 5;",
    "/* given: cars.vin text primary key */ update cars set color = 'red' where vin = 'A1';",
    "create table cars (id bigint, color text); update cars set color = 'red';",
    "insert into cars (id) values (1);",
    "explain update cars set color = 'red';",
    "merge into cars c using (values (1, 5)) as n (id, price) on c.id = n.id when matched then update set price = n.price;",
    "merge into cars c using news n on c.id = n.id when not matched then insert (id) values (n.id);",
  ],
});
