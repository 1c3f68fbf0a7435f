import { verdicts } from "../../test/verdicts.ts";
import rule from "./transaction-nesting.ts";

verdicts(rule, {
  dangerous: [
    { sql: "begin;\nbegin;\ncommit;", table: null, line: 2, rewrite: "savepoint" },
    { sql: "commit;", says: "No transaction" },
    { sql: "/* tx */ begin;", says: "runner" },
    { sql: "/* tx */ create table cars (id bigint); commit;", says: "runner" },
    { sql: "begin; create table cars (id bigint); start transaction; commit;", says: "inside" },
  ],
  safe: [
    "begin; create table cars (id bigint); commit; begin; create table owners (id bigint); commit;",
    "begin; savepoint a; rollback to savepoint a; release savepoint a; commit;",
    "begin; commit and chain; create table cars (id bigint); commit;",
    "/* tx */ savepoint a; release savepoint a;",
  ],
});
