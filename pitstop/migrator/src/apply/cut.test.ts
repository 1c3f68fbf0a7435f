import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { expect, test } from "vitest";
import { createCars, logged, migrationOf, optionsFor, stepByStep, value } from "../../test/applying.ts";
import { isLong } from "../../test/long-form.ts";
import { testConnection, testServer } from "../../test/server.ts";
import { killScript, spawnScript } from "../../test/spawn-script.ts";
import type { ReadMigration } from "../migration/read-migration.ts";
import { applyMigration } from "./apply-migration.ts";
import { cutAtCommit } from "./cut-at-commit.ts";

const server = testServer();

/** Ends the session that runs this statement, as soon as it does. */
async function cut(client: pg.ClientBase, statement: string): Promise<void> {
  const ended = `select count(pg_terminate_backend(pid))::int from pg_stat_activity
    where query = $1 and state = 'active' and pid <> pg_backend_pid() and datname = current_database()`;
  for (;;) {
    const { rows } = await client.query<{ count: number }>(ended, [statement]);
    if (rows[0]?.count === 1) return;
    await pause(5);
  }
}

/** The same for an index, once what is left of it would be INVALID. */
async function cutBuilding(client: pg.ClientBase, index: string, statement: string): Promise<void> {
  while ((await isValid(client, index)) !== false) await pause(5);
  await cut(client, statement);
}

async function isValid(client: pg.ClientBase, index: string): Promise<unknown> {
  return value(client, `select indisvalid from pg_index where indexrelid = to_regclass('${index}')`);
}

/** Holds a transaction open that every concurrent index has to wait for. */
async function holdTransaction(url: string): Promise<pg.Client> {
  const holder = await testConnection(url);
  await holder.query("begin");
  await holder.query("update cars set price = price where id = 1");
  return holder;
}

test.each([true, false])(
  "a connection cut in a statement is told, and a second run finishes (transactional: %s)",
  async (isTransactional) => {
    const url = await server.database();
    const client = await testConnection(url);
    await client.query("create table runs (n int)");
    const sleep = "select pg_sleep(case when current_setting('app.fast', true) = 'yes' then 0 else 100 end)";
    const migration = migrationOf(["insert into runs values (1)", sleep], { isTransactional });
    const applying = applyMigration(optionsFor(url, migration));
    const [result] = await Promise.allSettled([applying, cut(client, sleep)]);
    expect(result).toMatchObject({ status: "rejected", reason: { code: "APPLY_CONNECTION_LOST" } });
    const database = decodeURIComponent(new URL(url).pathname.slice(1));
    await client.query(`alter database "${database}" set app.fast = 'yes'`);
    await applyMigration(optionsFor(url, migration));
    await expect(value(client, "select count(*)::int from runs")).resolves.toBe(1);
    await expect(logged(client)).resolves.toEqual(["Migration1"]);
  },
);

test("an index whose building was cut is dropped and built again", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await createCars(client, 1000);
  const holder = await holdTransaction(url);
  const sql = "create index concurrently if not exists cars_name_index on cars (name)";
  const applying = applyMigration(optionsFor(url, stepByStep(sql)));
  const [result] = await Promise.allSettled([applying, cutBuilding(client, "cars_name_index", sql)]);
  expect(result).toMatchObject({ status: "rejected", reason: { code: "APPLY_CONNECTION_LOST" } });
  await expect(isValid(client, "cars_name_index")).resolves.toBe(false);
  await holder.query("commit");
  await applyMigration(optionsFor(url, stepByStep(sql)));
  await expect(isValid(client, "cars_name_index")).resolves.toBe(true);
  await expect(
    value(client, "select count(*)::int from pg_index where indrelid = 'cars'::regclass"),
  ).resolves.toBe(2);
});

test("an index that was finished at the very moment of the cut is not built again", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await createCars(client, 10);
  const sql = "create index concurrently cars_name_index on cars (name)";
  const migration = stepByStep(sql);
  const failing = { ...optionsFor(url, migration), log: () => Promise.reject(new Error("cut")) };
  await expect(applyMigration(failing)).rejects.toThrow("cut");
  // As the database is when the cut comes before the note.
  await client.query("update pitstop.progress set done_at = null");
  const before = await value(client, "select 'cars_name_index'::regclass::oid");
  const { statements } = await applyMigration(optionsFor(url, migration));
  expect(statements.map(({ outcome }) => outcome)).toEqual(["done before"]);
  await expect(value(client, "select 'cars_name_index'::regclass::oid")).resolves.toBe(before);
});

test("an index of the same name that somebody else made is no success of ours, at the first run or the second", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await createCars(client, 10);
  await client.query("create index cars_name_index on cars (price)");
  const migration = stepByStep("create index concurrently cars_name_index on cars (name)");
  for (const _ of ["first", "second"]) {
    await expect(applyMigration(optionsFor(url, migration))).rejects.toMatchObject({
      code: "APPLY_STATEMENT_FAILED",
      message: expect.stringContaining("already exists"),
    });
  }
});

test("a unique index that finds duplicates leaves no INVALID index behind", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await createCars(client, 2);
  await client.query("update cars set name = 'same'");
  const migration = stepByStep("create unique index concurrently cars_name_unique on cars (name)");
  await expect(applyMigration(optionsFor(url, migration))).rejects.toMatchObject({
    code: "APPLY_STATEMENT_FAILED",
  });
  await expect(value(client, "select to_regclass('cars_name_unique')")).resolves.toBeNull();
  await client.query("update cars set name = id::text");
  await applyMigration(optionsFor(url, migration));
  await expect(isValid(client, "cars_name_unique")).resolves.toBe(true);
});

test("an index that is edited after a cut is built as it says now", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await createCars(client, 10);
  const holder = await holdTransaction(url);
  const sql = "create index concurrently cars_wrong_index on cars (price)";
  const applying = applyMigration(optionsFor(url, stepByStep(sql)));
  await Promise.allSettled([applying, cutBuilding(client, "cars_wrong_index", sql)]);
  await holder.query("commit");
  await applyMigration(
    optionsFor(url, stepByStep("create index concurrently cars_name_index on cars (name)")),
  );
  await expect(isValid(client, "cars_name_index")).resolves.toBe(true);
  await expect(value(client, "select to_regclass('cars_wrong_index')")).resolves.toBeNull();
});

test("a concurrent index waits for an old transaction and stops nobody, and names it when it gives up", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await createCars(client, 10);
  const holder = await holdTransaction(url);
  const pid = await value(holder, "select pg_backend_pid()");
  const sql = "create index concurrently cars_name_index on cars (name)";
  const applying = applyMigration({ ...optionsFor(url, stepByStep(sql)), maxWait: 2_500 });
  await client.query("set lock_timeout = '1s'");
  await client.query("update cars set price = 1 where id = 2");
  await expect(applying).rejects.toMatchObject({
    code: "APPLY_LOCK_TIMEOUT",
    message: expect.stringContaining(`pid ${pid} `),
  });
  await holder.query("commit");
  await applyMigration(optionsFor(url, stepByStep(sql)));
  await expect(isValid(client, "cars_name_index")).resolves.toBe(true);
});

test("a drop of an index that took effect before the cut is not repeated", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await createCars(client, 10);
  await client.query("create index cars_name_index on cars (name)");
  const migration = stepByStep("drop index concurrently cars_name_index");
  await expect(
    applyMigration({ ...optionsFor(url, migration), log: () => Promise.reject(new Error("cut")) }),
  ).rejects.toThrow("cut");
  await client.query("update pitstop.progress set done_at = null");
  const { statements } = await applyMigration(optionsFor(url, migration));
  expect(statements.map(({ outcome }) => outcome)).toEqual(["done before"]);
});

test("a block that commits by itself is not guessed about after a cut", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query("create table runs (n int)");
  const block = "do $$ begin insert into runs values (1); commit; perform pg_sleep(100); end $$";
  const cutAfterItsCommit = async () => {
    while ((await value(client, "select count(*)::int from runs")) === 0) await pause(5);
    await cut(client, block);
  };
  await Promise.allSettled([applyMigration(optionsFor(url, stepByStep(block))), cutAfterItsCommit()]);
  await expect(applyMigration(optionsFor(url, stepByStep(block)))).rejects.toMatchObject({
    code: "APPLY_UNSETTLED",
    hint: expect.stringContaining(
      "update pitstop.progress set done_at = now() where migration = 'Migration1'",
    ),
  });
  await expect(value(client, "select count(*)::int from runs")).resolves.toBe(1);
  await client.query("update pitstop.progress set done_at = now()");
  await applyMigration(optionsFor(url, stepByStep(block)));
  await expect(logged(client)).resolves.toEqual(["Migration1"]);
});

test.each([
  ["after the server committed", true],
  ["before the server heard of it", false],
])("a connection cut at the commit, %s: it is known what became of it", async (_, isCommitted) => {
  const url = await server.database();
  const client = await testConnection(url);
  const proxy = await cutAtCommit(url, isCommitted ? "answer" : "question");
  const migration = migrationOf(["create table cars (id int)"]);
  const applying = applyMigration(optionsFor(proxy, migration));
  if (isCommitted) await expect(applying).resolves.toMatchObject({ name: "Migration1" });
  else await expect(applying).rejects.toMatchObject({ code: "APPLY_CONNECTION_LOST" });
  const isThere = (await value(client, "select to_regclass('cars')")) !== null;
  expect(isThere).toBe(isCommitted);
  if (!isThere) await applyMigration(optionsFor(url, migration));
  await expect(logged(client)).resolves.toEqual(["Migration1"]);
});

const migrations = {
  transactional: migrationOf([
    "insert into marks values ('a')",
    "alter table cars add column color text default 'red'",
    "select pg_sleep(0.05)",
    "insert into marks values ('b')",
  ]),
  stepByStep: stepByStep(
    "insert into marks values ('a')",
    "create index concurrently cars_name_index on cars (name)",
    "alter table cars add column color text",
    { table: "cars", set: "color = 'red'", where: "color is null", batchSize: 100 },
    "insert into marks values ('b')",
    "create unique index concurrently cars_id_name_index on cars (id, name)",
    "drop index concurrently cars_name_index",
  ),
} satisfies Record<string, ReadMigration>;

const script = `
  import { applyMigration } from "${import.meta.resolve("./apply-migration.ts")}";
  const [, url, migration] = process.argv;
  const log = (client) => client.query("insert into mikro_orm_migrations values ('Migration1')");
  console.log("begins");
  await applyMigration({ url, migration: JSON.parse(migration), log });
`;

test("the statement of a migrator that is killed ends by itself, and gives its locks back", async ({
  skip,
}) => {
  if (process.platform === "win32") return skip("PostgreSQL cannot look for its client there");
  const url = await server.database();
  const client = await testConnection(url);
  await client.query("create table mikro_orm_migrations (name text)");
  const sleep = "select pg_sleep(1000)";
  const child = spawnScript(script, [url, JSON.stringify(migrationOf([sleep]))]);
  const active = `select count(*)::int from pg_stat_activity where state = 'active' and query = '${sleep}'`;
  while ((await value(client, active)) === 0) await pause(20);
  child.kill("SIGKILL");
  while ((await value(client, active)) !== 0) await pause(50);
  await expect(logged(client)).resolves.toEqual([]);
});

test.each(Object.keys(migrations) as (keyof typeof migrations)[])(
  "killed at random moments, a migration that is %s is finished by the next run, and nothing is done twice",
  async (kind) => {
    let kills = 0;
    while (kills < (isLong ? 50 : 2)) {
      const url = await server.database();
      const client = await testConnection(url);
      await createCars(client, 5_000);
      await client.query("create table marks (mark text); create table mikro_orm_migrations (name text)");
      const migration = migrations[kind];
      for (let run = 0; run < 4 && (await logged(client)).length === 0; run++) {
        const moment = () => pause(Math.random() * 400);
        if (await killScript(script, [url, JSON.stringify(migration)], moment)) kills += 1;
      }
      if ((await logged(client)).length === 0) await applyMigration(optionsFor(url, migration));
      await expect(logged(client)).resolves.toEqual(["Migration1"]);
      await expect(value(client, "select array_agg(mark order by mark) from marks")).resolves.toEqual([
        "a",
        "b",
      ]);
      await expect(value(client, "select count(*)::int from cars where color = 'red'")).resolves.toBe(5_000);
      await expect(value(client, "select count(*)::int from pg_index where not indisvalid")).resolves.toBe(0);
    }
  },
);
