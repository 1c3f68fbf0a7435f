import { verdicts } from "../../test/verdicts.ts";
import rule from "./disable-trigger.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars disable trigger all;",
      table: "cars",
      lock: "SHARE ROW EXCLUSIVE",
      says: "every trigger of cars",
      rewrite: "pitstop:allow disable-trigger",
    },
    { sql: "alter table cars disable trigger touch;", says: "touch" },
    { sql: "alter table sales.cars disable trigger user;", table: "sales.cars" },
    { sql: "alter table cars enable replica trigger touch;" },
    { sql: "alter table cars disable rule keep;", lock: "ACCESS EXCLUSIVE" },
    { sql: "alter table cars enable replica rule keep;" },
    { sql: "alter event trigger audit disable;", table: null },
    { sql: "set event_triggers = off;", says: "event trigger" },
    { sql: "set session_replication_role = replica;", says: "foreign key" },
    { sql: "set \"Session_Replication_Role\" = 'REPLICA';" },
    { sql: "select set_config('session_replication_role', 'replica', true);" },
  ],
  safe: [
    "create table cars (id bigint); alter table cars disable trigger all;",
    "alter table cars enable trigger all;",
    "alter table cars enable always trigger touch;",
    "set session_replication_role = default;",
    "set session_replication_role = origin;",
  ],
});
