import { verdicts } from "../../test/verdicts.ts";
import rule from "./change-role.ts";

verdicts(rule, {
  dangerous: [
    { sql: "drop role clerk;", table: null, lock: null, says: "clerk", rewrite: "pitstop:allow change-role" },
    { sql: "drop user if exists clerk;" },
    { sql: "alter role clerk nologin;", says: "canlogin" },
    { sql: "alter role clerk with password 'secret' valid until '2030-01-01';", says: "password" },
    { sql: "alter role clerk nobypassrls connection limit 5;" },
    { sql: "alter group chiefs drop user clerk;", says: "rolemembers" },
  ],
  safe: [
    "create role clerk; drop role clerk;",
    "alter role clerk login createdb;",
    "alter group chiefs add user clerk;",
  ],
});
