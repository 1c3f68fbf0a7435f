import { verdicts } from "../../test/verdicts.ts";
import rule from "./copy-skips-rows.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "copy cars from '/srv/cars' with (on_error ignore);",
      table: "cars",
      lock: null,
      says: "left out",
      rewrite: "pitstop:allow copy-skips-rows",
    },
    { sql: "/* pg=18 */ copy cars (id) from '/srv/cars' (format csv, on_error 'ignore', reject_limit 5);" },
  ],
  safe: [
    "copy cars from '/srv/cars' with (on_error stop);",
    "copy cars from '/srv/cars';",
    "copy cars to stdout;",
  ],
});
