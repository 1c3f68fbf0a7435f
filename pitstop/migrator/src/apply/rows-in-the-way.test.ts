import { expect, test } from "vitest";
import { migrationOf, optionsFor, stepByStep } from "../../test/applying.ts";
import { testConnection, testServer } from "../../test/server.ts";
import { applyMigration } from "./apply-migration.ts";

const server = testServer();

const TABLES = `
  create schema "Parts";
  create table categories (id int primary key);
  create table "Parts"."Big ""cars""" (id int primary key, "Name" text, price text, category_id int);
  insert into "Parts"."Big ""cars""" values (1, 'a', '7', 9), (2, 'a', 'x', null), (3, null, '-1', null), (4, null, 'y', null),
    (5, null, '8', null), (6, null, '9', null);
  create view names as select "Name" from "Parts"."Big ""cars""";
  create materialized view prices as select price from "Parts"."Big ""cars"""`;
const CARS = '"Parts"."Big ""cars"""';

/** Every part of the message that is looked for, beside PostgreSQL's own sentence. */
test.each([
  [
    `alter table ${CARS} add constraint named unique ("Name")`,
    [
      'could not create unique index "named"',
      'Key ("Name")=(a) is duplicated',
      'Offending rows: ("Name") in 2 rows: (a).',
    ],
  ],
  [
    `create unique index concurrently named on ${CARS} (lower("Name")) where id < 3`,
    ['Key (lower("Name"))=(a) is duplicated', 'Offending rows: (lower("Name")) in 2 rows: (a).'],
  ],
  [
    `alter table ${CARS} alter column "Name" set not null`,
    [
      "contains null values",
      'Offending rows (3 of 4): {"id": 3, "Name": null, "price": "-1", "category_id": null}; {"id": 4',
    ],
  ],
  [
    `alter table ${CARS} add constraint categorised foreign key (category_id) references categories`,
    ['Key (category_id)=(9) is not present in table "categories"', 'Offending rows: {"id": 1, "Name": "a"'],
  ],
  [
    `alter table ${CARS} add constraint early check ((id) between 2 and 9)`,
    ['check constraint "early"', "is violated by some row", 'Offending rows: {"id": 1,'],
  ],
  [
    `alter table ${CARS} alter column price type int using price::int`,
    [
      "cannot alter type of a column used by a view or rule",
      'rule _RETURN on materialized view prices depends on column "price"',
    ],
  ],
  [
    `alter table ${CARS} drop column price`,
    ["cannot drop column price", "materialized view prices depends on column price"],
  ],
])("%s", async (statement, parts) => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query(TABLES);
  const migration = statement.includes("concurrently") ? stepByStep(statement) : migrationOf([statement]);
  const failure = await applyMigration(optionsFor(url, migration)).catch((error: Error) => error);
  for (const part of parts) expect(failure).toMatchObject({ message: expect.stringContaining(part) });
  // What loses whatever depends on it is no advice.
  expect(JSON.stringify(failure)).not.toMatch(/cascade/i);
  expect(failure).not.toMatchObject({ message: expect.stringMatching(/cascade/i) });
});

test.each([
  [
    "type int using price::int",
    'Offending rows: {"id": 2, "Name": "a", "price": "x", "category_id": null}; {"id": 4',
  ],
  ["type varchar(1)", 'Offending rows: {"id": 3, "Name": null, "price": "-1"'],
])("values that don't convert: %s", async (change, part) => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query(`${TABLES}; drop materialized view prices`);
  const migration = migrationOf([`alter table ${CARS} alter column price ${change}`]);
  await expect(applyMigration(optionsFor(url, migration))).rejects.toMatchObject({
    message: expect.stringContaining(part),
  });
  expect((await client.query("select from pg_proc where proname = 'converts'")).rowCount).toBe(0);
});

test("a constraint that is there already is validated with the rows that break it", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query(
    `${TABLES}; alter table ${CARS} add constraint early check (id > 1) not valid;
     alter table ${CARS} add constraint categorised foreign key (category_id) references categories not valid`,
  );
  for (const name of ["early", "categorised"]) {
    const migration = migrationOf([`alter table ${CARS} validate constraint ${name}`]);
    await expect(applyMigration(optionsFor(url, migration))).rejects.toMatchObject({
      message: expect.stringContaining('Offending rows: {"id": 1'),
    });
  }
});
