import { verdicts } from "../../test/verdicts.ts";
import rule from "./change-foreign-data.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter foreign table old_cars options (set table_name 'cars');",
      table: null,
      lock: null,
      says: "old_cars",
      rewrite: "pitstop:allow change-foreign-data",
    },
    { sql: "alter foreign table old_cars drop column color;" },
    { sql: "alter foreign table old_cars alter column price type text;" },
    { sql: "alter foreign table old_cars alter column price options (column_name 'cost');" },
    { sql: "alter server archive options (set host 'b');", says: "archive" },
    { sql: "alter foreign data wrapper files options (add a 'b');", says: "files" },
    { sql: "alter user mapping for clerk server archive options (set user 'x');" },
  ],
  safe: [
    "alter foreign table old_cars add column color text;",
    "create server archive foreign data wrapper files;",
  ],
});
