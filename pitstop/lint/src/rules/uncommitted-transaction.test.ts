import { verdicts } from "../../test/verdicts.ts";
import rule from "./uncommitted-transaction.ts";

verdicts(rule, {
  dangerous: [
    { sql: "begin; alter table cars add column color text;", table: null, line: 1, rewrite: "commit;" },
    { sql: "start transaction; create table cars (id bigint); savepoint a; rollback to savepoint a;" },
    { sql: "begin;\ncommit;\nbegin;\ncreate table cars (id bigint);", line: 3 },
  ],
  safe: [
    "begin; alter table cars add column color text; commit;",
    "begin; create table cars (id bigint); rollback;",
    "create table cars (id bigint);",
    "begin; commit; start transaction; end;",
  ],
});
