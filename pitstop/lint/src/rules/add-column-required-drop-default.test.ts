import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-column-required-drop-default.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars add column wheels int not null default 4; alter table cars alter column wheels drop default;",
      table: "cars",
      says: "INSERT",
    },
    {
      sql: "alter table cars add column wheels int not null default 4, alter column wheels drop default;",
      line: 1,
    },
    {
      sql: "/* given: cars.wheels int not null default 4 */ alter table cars alter column wheels drop default;",
    },
    {
      sql: "/* given: cars.wheels int not null default 4 */ alter table cars alter column wheels drop default; alter table owners alter column wheels set default 5; alter table cars alter column doors set default 5;",
    },
    {
      sql: "/* given: cars.wheels int not null default 4 */ alter table cars alter column wheels set default 5; alter table cars alter column wheels drop default;",
    },
  ],
  safe: [
    "/* given: cars.wheels int not null default 4 */ alter table cars alter column wheels drop default; alter table cars alter column wheels type bigint; alter table public.cars alter column wheels set default 5;",
    "/* given: cars.wheels int not null default 4 */ alter table cars alter column wheels drop default, alter column wheels set default 5;",
    "/* given: cars.wheels int */ alter table cars alter column wheels drop default;",
    "alter table cars alter column wheels set default 4;",
    "create table cars (wheels int not null default 4); alter table cars alter column wheels drop default;",
    "alter table cars add column wheels int default 4; alter table cars alter column wheels drop default;",
  ],
});
