import { verdicts } from "../../test/verdicts.ts";
import rule from "./detach-partition-non-concurrent.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars detach partition cars_2020;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      rewrite: "concurrently",
    },
    { sql: "alter table sales.cars detach partition sales.cars_2020;" },
    { sql: "/* tx */ alter table cars detach partition cars_2020;" },
  ],
  safe: [
    "alter table cars detach partition cars_2020 concurrently;",
    "alter table cars detach partition cars_2020 finalize;",
    "alter table cars attach partition cars_2021 for values from (2021) to (2022);",
  ],
});
