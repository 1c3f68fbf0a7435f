import { backfillStep, hashOf, type Step, sqlStep } from "@pitstop/lint";
import { describe, expect, test } from "vitest";
import { testConnection, testServer } from "../../test/server.ts";
import type { ReadMigration } from "../migration/read-migration.ts";
import { type Reversible, rehearse } from "./rehearse.ts";

const server = testServer();
const migrationsTable = "mikro_orm_migrations";

/** A database with 1,000 cars and MikroORM's list of migrations. */
async function shadow(): Promise<string> {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query(`
    create table ${migrationsTable} (id serial primary key, name varchar(255), executed_at timestamptz default now());
    create table makers (id int primary key, name text);
    insert into makers values (1, 'Audi');
    create table cars (id int primary key, name text not null, maker_id int, seats int not null);
    insert into cars select n, 'Car ' || n, 1, 4 from generate_series(1, 1000) n`);
  return url;
}

describe("a rehearsal", () => {
  test("says of each statement how long it took, which locks it held, what it rewrote and how many rows it touched", async () => {
    const migrations = [
      reversible("Migration1", {
        up: [
          sqlStep("alter table cars add column color text"),
          sqlStep("update cars set color = 'red' where id <= 10"),
          sqlStep("alter table cars alter column seats type bigint"),
        ],
        down: [
          sqlStep("alter table cars alter column seats type int"),
          sqlStep("alter table cars drop column color"),
        ],
      }),
      reversible("Migration2", {
        isTransactional: false,
        up: [sqlStep("create index concurrently cars_color on cars (color)")],
        down: [sqlStep("drop index concurrently cars_color")],
      }),
    ];
    const rehearsal = await rehearse({ shadowUrl: await shadow(), migrations, migrationsTable });
    const [added, updated, changed, indexed] = rehearsal.statements;
    expect(added).toMatchObject({
      migration: "Migration1",
      direction: "up",
      hash: hashOf("alter table cars add column color text"),
    });
    expect(added?.duration).toBeGreaterThan(0);
    expect(added?.tables).toEqual([
      expect.objectContaining({ table: "cars", lock: "ACCESS EXCLUSIVE", isRewritten: false }),
    ]);
    expect(updated).toMatchObject({ rows: 10 });
    expect(changed?.tables).toContainEqual(expect.objectContaining({ table: "cars", isRewritten: true }));
    expect(indexed?.tables).toContainEqual(expect.objectContaining({ table: "cars" }));
    const [cars] = indexed?.tables ?? [];
    expect(cars?.sizeAfter).toBeGreaterThan(cars?.sizeBefore ?? 0);
    expect(rehearsal).toMatchObject({
      judgments: { up: { refused: [] }, down: { allowed: [], refused: [] } },
      irreversible: [],
    });
    expect(rehearsal.hashes).toEqual(
      Object.fromEntries(migrations.map(({ forward }) => [forward.name, forward.hash])),
    );
  });

  test("ends with the migrations applied: it went there, back and there again", async () => {
    const url = await shadow();
    const migrations = [
      reversible("Migration1", {
        up: [sqlStep("alter table cars add column doors int not null default 4")],
        down: [sqlStep("alter table cars drop column doors")],
      }),
    ];
    await rehearse({ shadowUrl: url, migrations, migrationsTable });
    const client = await testConnection(url);
    expect((await client.query("select doors from cars limit 1")).rows).toEqual([{ doors: 4 }]);
    expect((await client.query(`select name from ${migrationsTable}`)).rows).toEqual([
      { name: "Migration1" },
    ]);
  });

  test("finds values that a migration changes and does not bring back, and rows that it loses", async () => {
    const migrations = [
      reversible("Migration1", {
        up: [sqlStep("alter table cars alter column name type varchar(5) using left(name, 5)")],
        down: [sqlStep("alter table cars alter column name type text")],
      }),
      reversible("Migration2", { up: [sqlStep("delete from makers")], down: [] }),
    ];
    const { judgments } = await rehearse({ shadowUrl: await shadow(), migrations, migrationsTable });
    expect(judgments.up.refused.map(({ sentence }) => sentence)).toEqual(
      expect.arrayContaining([
        expect.stringContaining("cars.name"),
        "Table makers had 1 rows and has 0 now.",
      ]),
    );
  });

  test.each<[string, string[]]>([
    [
      "a table that is made again",
      [
        "drop table cars",
        "create table cars (id int primary key, name text not null, maker_id int, seats int not null)",
      ],
    ],
    [
      "a column that is made again",
      ["alter table cars drop column name", "alter table cars add column name text default ''"],
    ],
    ["a type that cuts values", ["alter table cars alter column name type varchar(3) using left(name, 3)"]],
  ])("finds what goes by %s while more rows are inserted", async (_, statements) => {
    const up = [
      ...statements.map(sqlStep),
      sqlStep("insert into cars (id, name, seats) select n, 'New', 4 from generate_series(2001, 4000) n"),
    ];
    const rehearsal = await rehearse({
      shadowUrl: await shadow(),
      migrations: [reversible("Migration1", { up, down: { reason: "It is a test." } })],
      migrationsTable,
    });
    expect(rehearsal.judgments.up.refused.map(({ sentence }) => sentence)).toContain(
      "In table cars, 1000 rows that were there before are gone or different, besides the rows that were inserted.",
    );
  });

  test.each<[string, string[], string[]]>([
    ["with all its rows is followed there", [], []],
    [
      "loses a row there is found out",
      ["delete from pitstop.cars_archive where id = 1"],
      ["Table cars had 1000 rows and has 999 now."],
    ],
  ])("runs a table that is put aside in the migrator's own schema and %s", async (_, statements, refused) => {
    const up = [
      "create schema if not exists pitstop",
      "alter table cars rename to cars_archive",
      "alter table cars_archive set schema pitstop",
      ...statements.map((statement) => `do $$ begin ${statement}; end $$`),
    ].map((statement) => sqlStep(statement));
    const rehearsal = await rehearse({
      shadowUrl: await shadow(),
      migrations: [reversible("Migration1", { up, down: { reason: "It is a test." } })],
      migrationsTable,
    });
    expect(rehearsal.judgments.up.refused.map(({ sentence }) => sentence)).toEqual(refused);
    expect(rehearsal.judgments.up.allowed.map(({ difference: { sentence } }) => sentence)).toContain(
      "Table cars: it is table pitstop.cars_archive now.",
    );
  });

  test("runs an INSERT into a partition, and finds what goes from it", async () => {
    const shadowUrl = await shadow();
    const client = await testConnection(shadowUrl);
    await client.query(`create table events (at int) partition by range (at);
      create table events_1 partition of events for values from (1) to (100);
      insert into events values (1), (2)`);
    const up = [
      sqlStep("insert into events_1 values (3), (4)"),
      sqlStep("do $$ begin delete from events_1 where at = 1; end $$"),
    ];
    const rehearsal = await rehearse({
      shadowUrl,
      migrations: [reversible("Migration1", { up, down: { reason: "It is a test." } })],
      migrationsTable,
    });
    expect(rehearsal.judgments.up.refused.map(({ sentence }) => sentence)).toContain(
      "In table events_1, 1 row that was there before is gone or different, besides the rows that were inserted.",
    );
  });

  test.each<[string, string, string[]]>([
    ["dropped", "drop table events_1", ["Table events_1 is gone (2 rows)."]],
    [
      "detached",
      "alter table events detach partition events_1",
      ["Table events had 4 rows and has 3 now. Detached or attached: events_1."],
    ],
    [
      "detached and loses a row",
      "alter table events detach partition events_1; delete from events_1 where at = 1",
      [
        "Table events_1 had 2 rows and has 1 now.",
        "Table events had 4 rows and has 3 now. Detached or attached: events_1.",
        "In table events, 1 row that was there before is gone or different, besides the rows that were inserted.",
      ],
    ],
  ])("runs an INSERT into a table of which a partition is %s", async (_, statement, sentences) => {
    const shadowUrl = await shadow();
    const client = await testConnection(shadowUrl);
    await client.query(`create table events (at int) partition by range (at);
      create table events_1 partition of events for values from (1) to (100);
      create table events_2 partition of events for values from (100) to (200);
      insert into events values (1), (2), (101), (102)`);
    const up = [sqlStep("insert into events values (103)"), sqlStep(`do $$ begin ${statement}; end $$`)];
    const rehearsal = await rehearse({
      shadowUrl,
      migrations: [reversible("Migration1", { up, down: { reason: "It is a test." } })],
      migrationsTable,
    });
    const found = rehearsal.judgments.up.refused.map(({ sentence }) => sentence);
    expect(found.filter((sentence) => !/inherits|partition bound/.test(sentence))).toEqual(sentences);
  });

  test("finds rows that go while others are inserted", async () => {
    const migrations = [
      reversible("Migration1", {
        up: [
          sqlStep("insert into makers select max(id) + n from makers, generate_series(1, 3) n group by n"),
          sqlStep("do $$ begin delete from makers where id = (select min(id) from makers); end $$"),
        ],
        down: { reason: "It is a test." },
      }),
    ];
    const { judgments } = await rehearse({ shadowUrl: await shadow(), migrations, migrationsTable });
    expect(judgments.up.refused.map(({ sentence }) => sentence)).toEqual([
      "In table makers, 1 row that was there before is gone or different, besides the rows that were inserted.",
    ]);
  });

  test("finds values that rows swap in a table without a key, of which a column gets another name", async () => {
    const url = await shadow();
    const client = await testConnection(url);
    await client.query(
      "create table notes (title text, text text); insert into notes values ('a', 'x'), ('b', 'y')",
    );
    const migrations = [
      reversible("Migration1", {
        up: [
          sqlStep("alter table notes rename column text to body"),
          sqlStep("do $$ begin update notes set body = case body when 'x' then 'y' else 'x' end; end $$"),
        ],
        down: { reason: "It is a test." },
      }),
    ];
    const { judgments } = await rehearse({ shadowUrl: url, migrations, migrationsTable });
    expect(judgments.up.refused.map(({ sentence }) => sentence)).toEqual([
      "In table notes, 2 rows that were there before are gone or different.",
    ]);
  });

  test("leaves alone what is generated from values that change while rows are inserted", async () => {
    const url = await shadow();
    const client = await testConnection(url);
    await client.query(`
      create table prices (id int primary key, price int, total int generated always as (price * 2) stored);
      insert into prices values (1, 1), (2, 2)`);
    const migrations = [
      reversible("Migration1", {
        up: [
          sqlStep("insert into prices values (3, 3)"),
          sqlStep("update prices set price = price + 1 where id < 3"),
        ],
        down: { reason: "It is a test." },
      }),
    ];
    const { judgments } = await rehearse({ shadowUrl: url, migrations, migrationsTable });
    expect(judgments.up.refused.map(({ sentence }) => sentence)).toEqual([]);
  });

  test("goes back no further than there is a way, and says why", async () => {
    const migrations = [
      reversible("Migration1", {
        up: [sqlStep("-- pitstop:allow drop-column nobody asks for it\nalter table cars drop column seats")],
        down: { reason: "The values are gone." },
      }),
      reversible("Migration2", {
        up: [sqlStep("alter table cars add column doors int")],
        down: [sqlStep("alter table cars drop column doors")],
      }),
    ];
    const { irreversible, judgments } = await rehearse({
      shadowUrl: await shadow(),
      migrations,
      migrationsTable,
    });
    expect(irreversible).toEqual([{ migration: "Migration1", reason: "The values are gone." }]);
    expect(judgments.up.refused).toEqual([]);
    expect(judgments.up.allowed.map(({ reason }) => reason)).toEqual(["nobody asks for it"]);
    expect(judgments.down).toEqual({ allowed: [], refused: [] });
  });

  test("runs backfills in their batches", async () => {
    const backfill = { table: "cars", set: "color = 'red'", where: "color is null" };
    const migrations = [
      reversible("Migration1", {
        up: [sqlStep("alter table cars add column color text")],
        down: [sqlStep("alter table cars drop column color")],
      }),
      reversible("Migration2", { isTransactional: false, up: [backfillStep(backfill)], down: [] }),
    ];
    const { statements } = await rehearse({ shadowUrl: await shadow(), migrations, migrationsTable });
    expect(statements[1]).toMatchObject({
      statement: "backfill cars set color = 'red' where color is null",
      rows: 1000,
    });
  });

  test("names what is lost, also where a migration couldn't run a second time", async () => {
    const up = [sqlStep("do $$ begin alter table cars drop column seats; end $$")];
    const migrations = [reversible("Migration1", { up, down: [] })];
    const { judgments } = await rehearse({ shadowUrl: await shadow(), migrations, migrationsTable });
    expect(judgments.up.refused.map(({ sentence }) => sentence)).toEqual([
      "Column cars.seats is gone (1000 rows, 1000 with a value).",
    ]);
  });

  test("says of a failure on the way back that up was no problem, and what to do", async () => {
    const up = [sqlStep("alter table cars add column color text")];
    const twice = [reversible("Migration1", { up, down: [] })];
    await expect(
      rehearse({ shadowUrl: await shadow(), migrations: twice, migrationsTable }),
    ).rejects.toMatchObject({
      code: "REHEARSAL_UP_AGAIN_FAILED",
      message: expect.stringMatching(
        /^Migration1 went up and down, and can't go up a second time\. Step 1 .*"color" .* already exists/,
      ),
      hint: expect.stringContaining("Its down() doesn't take back all of what its up() does"),
    });
    const down = [sqlStep("alter table cars drop column colour")];
    const broken = [reversible("Migration1", { up, down })];
    await expect(
      rehearse({ shadowUrl: await shadow(), migrations: broken, migrationsTable }),
    ).rejects.toMatchObject({
      code: "REHEARSAL_DOWN_FAILED",
      message: expect.stringMatching(/^Migration1 can't go down again after it went up\. .*"colour"/),
      hint: expect.stringContaining("Nothing was done to the database."),
    });
  });

  test("fails as the live database would have failed", async () => {
    const migrations = [
      reversible("Migration1", {
        up: [sqlStep("alter table cars add constraint seats check (seats > 4)")],
        down: [],
      }),
    ];
    await expect(rehearse({ shadowUrl: await shadow(), migrations, migrationsTable })).rejects.toMatchObject({
      code: "APPLY_STATEMENT_FAILED",
      message: expect.stringContaining("violated by some row"),
    });
  });
});

interface Directions {
  isTransactional?: boolean;
  up: Step[];
  down: Step[] | { reason: string };
}

function reversible(name: string, { isTransactional = true, up, down }: Directions): Reversible {
  const read = (direction: "up" | "down", steps: Step[]): ReadMigration => ({
    name,
    direction,
    isTransactional,
    steps,
    hash: hashOf(steps.map(({ hash }) => hash).join("\n")),
  });
  return { forward: read("up", up), reverse: "reason" in down ? down : read("down", down) };
}
