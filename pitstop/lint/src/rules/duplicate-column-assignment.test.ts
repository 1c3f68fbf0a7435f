import { verdicts } from "../../test/verdicts.ts";
import rule from "./duplicate-column-assignment.ts";

verdicts(rule, {
  dangerous: [
    { sql: "update cars set color = 'red', color = 'blue' where id = 1;", table: "cars", says: "color" },
    { sql: "update cars set (color, price) = ('red', 1), price = 2 where id = 1;" },
    { sql: "insert into cars (id, color, color) values (1, 'red', 'blue');" },
    { sql: "insert into cars (id) values (1) on conflict (id) do update set color = 'a', color = 'b';" },
  ],
  safe: [
    "update cars set color = 'red', price = 1 where id = 1;",
    "update cars set tags[1] = 'a', tags[2] = 'b' where id = 1;",
    "insert into cars (id, color) values (1, 'red') on conflict (id) do update set color = excluded.color;",
  ],
});
