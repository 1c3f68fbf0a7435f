import { createTemplate, startTestServer } from "@pitstop/postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { rowsOf, schemaOf } from "../../test/recipes/schema-of.ts";
import { connect } from "../../test/server.ts";
import { lint } from "../lint.ts";
import { split } from "../split.ts";

let server: Awaited<ReturnType<typeof startTestServer>>;
let database: Awaited<ReturnType<typeof createTemplate>>;
let client: Awaited<ReturnType<typeof connect>>;
let serverMajor: number;

beforeAll(async () => {
  server = await startTestServer();
  database = await createTemplate(server.url, async () => undefined);
  client = await connect(database.url);
  const { rows } = await client.query("select current_setting('server_version_num')::int / 10000 as major");
  serverMajor = Number(rows[0].major);
});

afterAll(async () => {
  await client.end();
  await database.drop();
  await server.stop();
});

const tables = `
  create table owners (id integer primary key);
  insert into owners select generate_series(1, 50);
  create table cars (
    id integer not null, amount integer, label varchar(60), code text not null, at timestamptz, owner_id integer,
    ratio double precision
  );
  create index cars_amount on cars (amount, id);
  insert into cars
  select id, nullif(id * 1001, 5005), 'label ' || id, id::text, to_timestamp(id), nullif(id % 7, 0), id / 3.0
  from generate_series(1, 40) id;`;

const given = `/* given: cars.id integer not null, cars.amount integer, index cars_amount on cars (amount, id),
  cars.label varchar(60), cars.code text not null, cars.at timestamptz, cars.owner_id integer, cars.ratio float8 */`;

/** The rule whose rewrite is followed, and the statement that it replaces. */
const statements: [rule: string, sql: string][] = [
  ["change-column-type", "alter table cars alter column amount type numeric(12,2) using amount / 100.0"],
  ["change-column-type", "alter table cars alter column amount type bigint"],
  [
    "change-column-type",
    "alter table cars alter column code type integer using code::integer + length(label)",
  ],
  [
    "change-column-type",
    "alter table cars alter column label type boolean using label is not null and label <> ''",
  ],
  ["change-column-type", "alter table cars alter column label type varchar(20)"],
  [
    "change-column-type",
    `alter table cars alter column code type varchar(30) collate "C" using 'no. ' || code`,
  ],
  ["change-column-type", "alter table cars alter column at type date using (at at time zone 'UTC')::date"],
  [
    "change-column-type",
    "alter table cars alter column ratio type interval minute to second using make_interval(secs => ratio)",
  ],
  ["set-not-null", "alter table cars alter column label set not null"],
  ["add-check-validated", "alter table cars add check (amount > 0 or amount is null) no inherit"],
  ["add-check-validated", `alter table cars add constraint "Short" check (length(label) < 50)`],
  ["add-unique-constraint", "alter table cars add unique (code) include (amount)"],
  [
    "add-unique-constraint",
    "alter table cars add constraint one unique (code, label) deferrable initially deferred",
  ],
  [
    "add-unique-constraint",
    "alter table cars add unique nulls not distinct (code) with (fillfactor = 70, deduplicate_items = off)",
  ],
  ["set-not-null", "alter table cars add constraint filled not null label"],
  ["set-not-null", "alter table cars add constraint filled not null label no inherit"],
  [
    "add-column-inline-check",
    "alter table cars add column twice integer generated always as (amount * 2) virtual check (twice <> 7)",
  ],
  [
    "add-column-inline-check",
    "alter table cars add column twice integer generated always as (id * 2) virtual not null",
  ],
  ["add-primary-key", "alter table cars add primary key (id)"],
  [
    "add-foreign-key-validated",
    "alter table cars add foreign key (owner_id) references owners match full on update cascade on delete set null (owner_id) deferrable",
  ],
  [
    "add-column-volatile-default",
    "alter table cars add column n integer not null default (random() * 0)::integer + 3",
  ],
  [
    "add-column-inline-check",
    `alter table cars add column q text collate "C" default 'x' not null check (q <> '')`,
  ],
  [
    "add-column-inline-check",
    "alter table cars add column q integer default 5 constraint small check (q < 10)",
  ],
  [
    "add-column-inline-fk",
    "alter table cars add column o integer references owners (id) on delete cascade deferrable",
  ],
  ["add-column-inline-unique", "alter table cars add column u varchar(10) constraint u_one unique"],
  ["create-index-non-concurrent", "create unique index on cars (code) include (label) where amount > 3"],
  ["drop-index-non-concurrent", "drop index if exists cars_amount"],
  ["add-column-json", "alter table cars add column details jsonb default '{}' not null"],
];

async function inSchema(schema: string, statements: readonly string[]) {
  await client.query(
    `drop schema if exists ${schema} cascade; create schema ${schema}; set search_path = ${schema}`,
  );
  await client.query(tables);
  for (const sql of statements) await client.query(sql);
  const left = await schemaOf(client, schema);
  return {
    schema: left.map((line) => line.replaceAll(`${schema}.`, "")),
    rows: await rowsOf(client, "cars"),
  };
}

/** The rewrite's statements; a batch is repeated until it changes no row, as its comment says. */
async function followed(schema: string, rewrite: string) {
  const texts = split(rewrite, { isInTransaction: false, queries: [] }).map(({ text }) => text);
  return inSchema(
    schema,
    texts.flatMap((text) => (text.startsWith("update") ? [text, text] : [text])),
  );
}

it.each(statements)("the rewrite of %s ends where the statement does: %s", async (rule, sql) => {
  // The rule finds the unsafe form of a type; what it advises is the statement with the other type.
  const written = rule === "add-column-json" ? sql.replace("jsonb", "json") : sql;
  const options = { rules: [rule], serverVersion: { major: serverMajor, minor: undefined } };
  const [finding] = lint(`${given} ${written};`, options).findings;
  if (finding === undefined) throw new Error(`${rule} finds nothing.`);
  expect(await followed("safe", finding.rewrite)).toEqual(await inSchema("plain", [sql]));
});
