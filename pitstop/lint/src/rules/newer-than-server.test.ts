import { expect, it } from "vitest";
import { verdicts } from "../../test/verdicts.ts";
import { lint } from "../lint.ts";
import rule from "./newer-than-server.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "/* pg=14 */ merge into cars c using news n on c.id = n.id when not matched then do nothing;",
      table: null,
      lock: null,
      says: "MERGE fails on PostgreSQL 14",
      rewrite: "upgrade to 15",
    },
    {
      sql: "/* pg=17 */ alter table cars add column gross int generated always as (net * 2) virtual;",
      says: "new in PostgreSQL 18",
    },
  ],
  safe: [
    "alter table cars add column gross int generated always as (net * 2) virtual;",
    "/* pg=18 */ alter table cars add column gross int generated always as (net * 2) virtual;",
    "/* pg=14 */ alter table cars add constraint positive check (price > 0) not valid;",
    "/* pg=14 */ alter table cars add column owner_id bigint references owners deferrable not null;",
    "/* pg=14 */ create publication changes for table cars; grant chiefs to clerk with admin option;",
    "/* pg=14 */ create table cars (id bigint primary key, vin text unique not null, check (id > 0));",
  ],
});

/** A statement for each, and the first version that takes it. */
const statements: readonly (readonly [since: number, sql: string])[] = [
  [15, "create unique index concurrently i on cars (vin) nulls not distinct;"],
  [15, "alter table cars add foreign key (a, b) references c on delete set null (a) not valid;"],
  [15, "alter table cars set access method columnar;"],
  [15, "create unlogged sequence n;"],
  [15, "alter sequence n set unlogged;"],
  [15, "create view v with (security_invoker) as select 1;"],
  [15, "alter view v set (security_invoker = true);"],
  [15, "create publication p for table cars where (price > 0);"],
  [15, "create publication p for table cars (id);"],
  [15, "alter publication p add tables in schema app;"],
  [15, "revoke set on parameter work_mem from clerk;"],
  [15, "alter database pitstop refresh collation version;"],
  [15, "alter subscription feed skip (lsn = none);"],
  [16, "reindex database;"],
  [16, "create statistics on color, price from cars;"],
  [16, "alter table cars add column color text storage external;"],
  [16, "alter table cars alter column color set storage default;"],
  [16, "grant chiefs to clerk with inherit true;"],
  [16, "copy cars from '/srv/cars' with (default 'd');"],
  [17, "alter table cars alter column total set expression as (price * 2);"],
  [17, "alter table cars alter column color set statistics default;"],
  [17, "alter table cars set access method default;"],
  [17, "merge into cars c using news n on c.id = n.id when not matched by source then delete;"],
  [17, "with done as (merge into a using b on true when matched then delete returning a.id) select 1;"],
  [17, "grant maintain on cars to clerk;"],
  [17, "create event trigger audit on login execute function audit();"],
  [17, "copy cars from '/srv/cars' with (on_error ignore);"],
  [17, "alter operator === (int, int) set (hashes);"],
  [18, "alter table cars add check (price > 0) not enforced;"],
  [18, "create table cars (owner_id bigint references owners not enforced);"],
  [18, "alter table cars alter constraint cars_owner not enforced;"],
  [18, "alter table cars alter constraint cars_vin_not_null no inherit;"],
  [18, "alter table cars add not null vin not valid;"],
  [18, "create table cars (vin text not null no inherit);"],
  [18, "create table cars (id int, sold daterange, primary key (id, sold without overlaps));"],
  [18, "alter table a add foreign key (id, period sold) references cars (id, period sold) not valid;"],
  [18, "analyze only cars;"],
  [18, "alter default privileges grant select on large objects to clerk;"],
  [18, "alter publication p set (publish_generated_columns = stored);"],
  [18, "copy cars from '/srv/cars' with (on_error ignore, reject_limit 3);"],
];

it.each(statements)("knows what PostgreSQL %i brought: %s", (since, sql) => {
  const found = (major: number) =>
    lint(`/* pg=${major} */ ${sql}`, { rules: [rule.id] }).findings.map(({ message }) => message);
  expect(found(since)).toEqual([]);
  expect(found(since - 1)).toEqual([expect.stringContaining(`new in PostgreSQL ${since}`)]);
});
