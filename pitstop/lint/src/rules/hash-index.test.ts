import { verdicts } from "../../test/verdicts.ts";
import rule from "./hash-index.ts";

verdicts(rule, {
  dangerous: [
    { sql: "create index concurrently i on cars using hash (vin);", table: "cars", rewrite: "using btree" },
    { sql: "create index i on cars using hash (vin);" },
    { sql: "create index if not exists i on sales.cars using HASH (vin);" },
  ],
  safe: [
    "create index concurrently i on cars using btree (vin);",
    "create index concurrently i on cars (vin);",
    "create index concurrently i on cars using gin (tags);",
  ],
});
