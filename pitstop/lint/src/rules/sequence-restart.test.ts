import { verdicts } from "../../test/verdicts.ts";
import rule from "./sequence-restart.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter sequence cars_id_seq restart with 1;",
      table: null,
      lock: null,
      says: "cars_id_seq",
      rewrite: "pitstop:allow sequence-restart",
    },
    { sql: "alter sequence app.n restart;", says: "app.n" },
    { sql: "alter table cars alter column id restart with 100;", table: "cars" },
    { sql: "select setval('public.cars_id_seq', 1, false);", says: "cars_id_seq" },
    { sql: "select pg_catalog.setval('n'::regclass, 10);" },
    { sql: "alter sequence cars_id_seq maxvalue 100 cycle;" },
    { sql: "alter sequence cars_id_seq increment by -1;" },
    { sql: "alter table cars alter column id set cycle;", table: "cars" },
  ],
  safe: [
    "alter sequence cars_id_seq no cycle;",
    "alter sequence cars_id_seq increment by 2;",
    "select setval('cars_id_seq', (select max(id) from cars));",
    "create sequence n; alter sequence n restart with 100; select setval('n', 5);",
    "create table cars (id bigserial); select setval('public.cars_id_seq', 50);",
  ],
});
