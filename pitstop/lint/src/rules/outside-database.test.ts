import { expect, it } from "vitest";
import { verdicts } from "../../test/verdicts.ts";
import { lint } from "../lint.ts";
import rule from "./outside-database.ts";

const statements = [
  "create role clerk;",
  "create user clerk with password 'secret';",
  "alter role clerk createdb;",
  "alter role current_user set search_path = app;",
  "alter role all set work_mem = '8MB';",
  "alter group chiefs add user clerk;",
  "grant chiefs to clerk;",
  "revoke chiefs from clerk;",
  "create database garage;",
  "alter database pitstop is_template true;",
  "alter database pitstop set search_path = app;",
  "alter database pitstop refresh collation version;",
  "alter database pitstop rename to garage;",
  "alter database pitstop owner to clerk;",
  "grant connect on database pitstop to clerk;",
  "comment on database pitstop is 'cars';",
  "comment on role clerk is 'works here';",
  "security label on role clerk is 'secret';",
  "alter role clerk rename to chief;",
  "alter system set work_mem = '64MB';",
  "grant set on parameter work_mem to clerk;",
  "create tablespace fast location '/fast';",
  "drop tablespace fast;",
  "alter tablespace fast set (random_page_cost = 1);",
  "alter tablespace fast rename to quick;",
  "alter tablespace fast owner to clerk;",
  "reassign owned by clerk to chief;",
  "create subscription feed connection '' publication changes;",
  "alter subscription feed disable;",
  "drop subscription feed;",
  "copy cars to '/tmp/cars';",
];

const ofOtherRules = [
  "drop database pitstop;",
  "drop owned by clerk;",
  "alter database pitstop set tablespace fast;",
];

verdicts(rule, {
  dangerous: [
    {
      sql: "drop role clerk;",
      table: null,
      lock: null,
      says: "clerk",
      rewrite: "pitstop:allow outside-database",
    },
    ...statements.map((sql) => ({ sql, says: "even the rehearsal" })),
  ],
  safe: [
    "grant select on cars to clerk;",
    "alter table cars owner to clerk;",
    "comment on table cars is 'what is sold';",
    "create subscription feed connection '' publication changes with (connect = false);",
    "alter default privileges grant select on tables to clerk;",
    "copy cars to stdout;",
    "copy cars from '/tmp/cars';",
    ...ofOtherRules,
  ],
});

it.each(["drop role clerk;", ...statements, ...ofOtherRules])("one comment allows what stops %s", (sql) => {
  const errors = (text: string) => lint(text).findings.filter(({ level }) => level === "error");
  const [error, ...others] = errors(sql);
  expect(others).toEqual([]);
  expect(error?.message).toContain("even the rehearsal would act");
  expect(errors(`-- pitstop:allow ${error?.rule} the server is set up by it\n${sql}`)).toEqual([]);
});
