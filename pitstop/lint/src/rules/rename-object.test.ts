import { verdicts } from "../../test/verdicts.ts";
import rule from "./rename-object.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter function app.total(integer) rename to sum_of;",
      table: null,
      lock: null,
      says: "app.total",
      rewrite: "pitstop:allow rename-object",
    },
    { sql: "alter sequence invoice_number rename to number;", says: "sequence invoice_number" },
    { sql: "alter type address rename attribute street to road;", level: "error", says: "street" },
    { sql: "alter domain price rename to fee;", says: "price" },
    { sql: "alter role clerk rename to chief;", says: "clerk" },
    { sql: "alter database pitstop rename to garage;", says: "pitstop" },
    { sql: "alter foreign table old_cars rename column color to paint;", says: "foreign table" },
    { sql: "alter extension citext set schema ext;", says: "citext" },
    { sql: "alter type mood set schema ext;", says: "ext.mood" },
    { sql: "alter sequence n set schema ext;" },
    { sql: "alter operator === (int, int) set schema ext;" },
  ],
  safe: [
    "create sequence n; alter sequence n rename to m;",
    "alter index cars_color rename to cars_paint;",
    "alter trigger touch on cars rename to touched;",
    "alter statistics cars_stats set schema ext;",
  ],
});
