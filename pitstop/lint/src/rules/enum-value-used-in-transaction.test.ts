import { verdicts } from "../../test/verdicts.ts";
import rule from "./enum-value-used-in-transaction.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "/* tx */ alter type mood add value 'fine' after 'good'; update cars set mood = 'fine' where id = 1;",
      table: null,
      says: "fine",
    },
    {
      sql: "begin; alter type mood add value 'fine' after 'good'; alter table cars alter column mood set default 'fine'; commit;",
    },
    { sql: "/* tx */ alter type mood add value 'fine'; insert into cars (mood) values ('good'), ('fine');" },
  ],
  safe: [
    "alter type mood add value 'fine' after 'good'; update cars set mood = 'fine' where id = 1;",
    "/* tx */ alter type mood add value 'fine' after 'good'; update cars set mood = 'good' where id = 1;",
    "begin; alter type mood add value 'fine' after 'good'; commit; update cars set mood = 'fine' where id = 1;",
    "/* tx */ create type mood as enum ('good'); alter type mood add value 'fine'; update cars set mood = 'fine' where id = 1;",
  ],
});
