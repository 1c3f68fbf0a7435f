import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-foreign-data.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "drop server archive cascade;",
      table: null,
      says: "archive",
      rewrite: "pitstop:allow drop-foreign-data",
    },
    { sql: "drop foreign table old_cars;", level: "warning" },
    { sql: "drop foreign data wrapper files cascade;" },
    { sql: "drop user mapping for clerk server archive;", level: "warning" },
  ],
  safe: ["create server archive foreign data wrapper files; drop server archive;"],
});
