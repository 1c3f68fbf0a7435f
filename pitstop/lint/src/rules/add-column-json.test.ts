import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-column-json.ts";

verdicts(rule, {
  dangerous: [
    { sql: "alter table cars add column details json;", table: "cars", rewrite: "jsonb" },
    { sql: "alter table cars add column details json[];" },
    { sql: "alter table cars add column details json not null default '{}';" },
  ],
  safe: [
    "alter table cars add column details jsonb;",
    "alter table cars add column details jsonb[];",
    "create table cars (details json);",
  ],
});
