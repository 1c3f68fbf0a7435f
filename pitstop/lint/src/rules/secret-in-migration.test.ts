import { verdicts } from "../../test/verdicts.ts";
import rule from "./secret-in-migration.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "create role clerk password 'secret';",
      table: null,
      lock: null,
      says: "clerk",
      rewrite: "\\password",
    },
    { sql: "alter role clerk password 'secret';" },
    { sql: "create user mapping for clerk server far options (user 'a', password 'secret');", says: "far" },
    { sql: "alter user mapping for clerk server far options (set password 'secret');" },
    {
      sql: "create subscription feed connection 'host=far password=secret' publication changes;",
      says: "feed",
    },
    { sql: "create subscription feed connection 'postgres://clerk:secret@far/app' publication changes;" },
  ],
  safe: [
    "create role clerk login;",
    "alter role clerk password null;",
    "create role clerk password 'SCRAM-SHA-256$4096:c2FsdA==$a:b';",
    "create user mapping for clerk server far options (user 'a');",
    "create subscription feed connection 'host=far user=clerk' publication changes;",
  ],
});
