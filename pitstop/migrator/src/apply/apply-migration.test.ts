import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { createCars, logged, migrationOf, optionsFor, stepByStep, value } from "../../test/applying.ts";
import { seeLockWaits, testConnection, testServer } from "../../test/server.ts";
import { ensureHistory, listRunSteps, refuseEditedMigrations, startRun } from "../history/index.ts";
import type { AppliedStatement } from "./applied.ts";
import { applyMigration } from "./apply-migration.ts";

const server = testServer();

test("a transactional migration is applied, logged and recorded step by step", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await ensureHistory(client);
  const runId = await startRun(client, {});
  const migration = migrationOf(["create table cars (id int)", "insert into cars values (1), (2)"]);
  const result = await applyMigration({ ...optionsFor(url, migration), runId });
  expect(result).toMatchObject({ name: "Migration1", direction: "up", hash: migration.hash, retries: 0 });
  expect(result.statements).toMatchObject([
    { index: 0, statement: "create table cars (id int)", rows: null, outcome: "done" },
    { index: 1, statement: "insert into cars values (1), (2)", rows: 2, outcome: "done" },
  ]);
  await expect(logged(client)).resolves.toEqual(["Migration1"]);
  const steps = await listRunSteps(client, runId);
  expect(steps.map(({ sql, rows, outcome }) => ({ sql, rows, outcome }))).toEqual([
    { sql: "create table cars (id int)", rows: null, outcome: "done" },
    { sql: "insert into cars values (1), (2)", rows: 2, outcome: "done" },
  ]);
  const edited = migrationOf(["create table cars (id bigint)"]);
  await expect(refuseEditedMigrations(client, [edited])).rejects.toMatchObject({
    code: "HISTORY_MIGRATION_EDITED",
  });
});

test("the way back takes the migration out of the log", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await applyMigration(optionsFor(url, migrationOf(["create table cars (id int)"])));
  await applyMigration(optionsFor(url, migrationOf(["drop table cars"], { direction: "down" })));
  await expect(logged(client)).resolves.toEqual([]);
  await expect(value(client, "select to_regclass('cars')")).resolves.toBeNull();
});

test("a transactional migration that fails leaves nothing, and says which step it was", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await ensureHistory(client);
  const runId = await startRun(client, {});
  const migration = migrationOf(["create table cars (id int)", "alter table vans add column price int"]);
  await expect(applyMigration({ ...optionsFor(url, migration), runId })).rejects.toMatchObject({
    code: "APPLY_STATEMENT_FAILED",
    message:
      'Step 2 of 2 of Migration1 (alter table vans add column price int) failed: relation "vans" does not exist.',
    hint: expect.stringContaining("Nothing of this migration was applied."),
  });
  await expect(value(client, "select to_regclass('cars')")).resolves.toBeNull();
  await expect(listRunSteps(client, runId)).resolves.toMatchObject([{ index: 1, outcome: "failed" }]);
});

test("what depends on the change is named, and what the statement is without the comments above it", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query("create table cars (name text); create view names as select name from cars");
  const migration = migrationOf([
    "-- pitstop:allow change-column-type it is small\nalter table cars alter column name type varchar(9)",
  ]);
  await expect(applyMigration(optionsFor(url, migration))).rejects.toMatchObject({
    message: expect.stringMatching(
      /^Step 1 of 1 of Migration1 \(alter table cars alter column name type varchar\(9\)\) failed: .*view names depends on column "name"/,
    ),
    hint: expect.stringContaining("First drop or change the objects that depend on it"),
  });
});

test("steps outside of a transaction are done one by one, and each is timed", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await createCars(client, 100);
  const result = await applyMigration(
    optionsFor(
      url,
      stepByStep(
        "alter table cars add constraint price_check check (price >= 0) not valid",
        "alter table cars validate constraint price_check",
        "create index concurrently cars_name_index on cars (name)",
        { table: "cars", set: "price = 1", where: "price is null" },
        "drop index concurrently cars_name_index",
        "vacuum cars",
      ),
    ),
  );
  expect(result.statements.map(({ rows, outcome }) => [rows, outcome])).toEqual([
    [null, "done"],
    [null, "done"],
    [null, "done"],
    [100, "done"],
    [null, "done"],
    [null, "done"],
  ]);
  await expect(value(client, "select count(*)::int from pitstop.progress")).resolves.toBe(0);
  await expect(logged(client)).resolves.toEqual(["Migration1"]);
});

test("after a failure half-way the corrected migration goes on where it stopped", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query("create table cars (id int); create table runs (n int)");
  const broken = stepByStep("insert into runs values (1)", "alter table cars add column price nonsense");
  await expect(applyMigration(optionsFor(url, broken))).rejects.toMatchObject({
    code: "APPLY_STATEMENT_FAILED",
    hint: expect.stringContaining("The step before it is done and will not be repeated."),
  });
  // On a copy it says nothing of the database that the copy is of.
  const onCopy = { ...optionsFor(await server.database(), broken), isCopy: true };
  await expect(applyMigration(onCopy)).rejects.toMatchObject({
    hint: "Correct the migration or the data, and run it again. Nothing was done to the database.",
  });
  const corrected = stepByStep("insert into runs values (1)", "alter table cars add column price int");
  const result = await applyMigration(optionsFor(url, corrected));
  expect(result.statements.map(({ outcome }) => outcome)).toEqual(["done before", "done"]);
  await expect(value(client, "select count(*)::int from runs")).resolves.toBe(1);
});

test("a step that was done already may not be edited", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query("create table runs (n int)");
  const broken = stepByStep("insert into runs values (1)", "select 1 / 0");
  await expect(applyMigration(optionsFor(url, broken))).rejects.toMatchObject({
    code: "APPLY_STATEMENT_FAILED",
  });
  const edited = stepByStep("insert into runs values (2)", "select 1");
  await expect(applyMigration(optionsFor(url, edited))).rejects.toMatchObject({
    code: "APPLY_EDITED_HALFWAY",
    message: expect.stringContaining("insert into runs values (1)"),
  });
  await expect(value(client, "select array_agg(n) from runs")).resolves.toEqual([1]);
});

test("a setting of the session holds again for a run that goes on", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query("create schema sales; create table missing_later (n int)");
  const broken = stepByStep("set search_path = sales", "select 1 / 0");
  await expect(applyMigration(optionsFor(url, broken))).rejects.toThrow("division by zero");
  await applyMigration(optionsFor(url, stepByStep("set search_path = sales", "create table cars (id int)")));
  await expect(value(client, "select to_regclass('sales.cars')")).resolves.not.toBeNull();
});

test("locks that are not to be had are tried for again, and the retries are counted", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await createCars(client, 1);
  await client.query("begin");
  await client.query("select from cars");
  const inTheWay = new Set<number>();
  const migration = migrationOf(["create table vans (id int)", "alter table cars add column color text"]);
  const applying = applyMigration({
    ...optionsFor(url, migration),
    onWait: (blockers) => {
      for (const { pid } of blockers) inTheWay.add(pid);
    },
  });
  await seeLockWaits(await testConnection(url), 2);
  while (inTheWay.size === 0) await pause(5);
  await client.query("commit");
  const { statements, retries } = await applying;
  expect(statements[0]?.retries).toBe(0);
  expect(statements[1]?.retries).toBeGreaterThan(0);
  expect(retries).toBe(statements[1]?.retries);
  expect([...inTheWay]).toEqual([await value(client, "select pg_backend_pid()")]);
});

test("a deadlock is tried again", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query("create table runs (n int); create sequence attempts");
  const failsOnce =
    "do $$ begin if nextval('attempts') = 1 then raise exception using errcode = '40P01'; end if; insert into runs values (1); end $$";
  const { retries } = await applyMigration(optionsFor(url, migrationOf([failsOnce])));
  expect(retries).toBe(1);
  await expect(value(client, "select count(*)::int from runs")).resolves.toBe(1);
});

test.each([
  ["transactional", true],
  ["step by step", false],
])("%s, without its locks it gives up and names who is in the way", async (_, isTransactional) => {
  const url = await server.database();
  const client = await testConnection(url);
  await createCars(client, 1);
  await client.query("set application_name = 'nightly report'");
  await client.query("begin");
  await client.query("select id from cars limit 1");
  const pid = await value(client, "select pg_backend_pid()");
  await client.query("select id from cars limit 1");
  const migration = migrationOf(["alter table cars add column color text"], { isTransactional });
  await expect(
    applyMigration({ ...optionsFor(url, migration), lockTimeout: 1_000, maxWait: 0 }),
  ).rejects.toMatchObject({
    code: "APPLY_LOCK_TIMEOUT",
    message: expect.stringMatching(
      new RegExp(
        `^Step 1 of 1 of Migration1 .* in \\d+ attempts; in its way:\\n {2}pid ${pid} \\(.*, nightly report\\) idle in transaction since .*Z: select id from cars limit 1$`,
      ),
    ),
    hint: expect.stringContaining(`select pg_terminate_backend(${pid});`),
  });
});

test("a statement that holds its locks for too long is stopped, and a validation may take its time", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query("create table cars (id int); insert into cars values (1)");
  await client.query(
    "create function slow(int) returns boolean language sql as 'select true from pg_sleep(0.8)'",
  );
  const slow = optionsFor(url, migrationOf(["select slow(id) from cars"]));
  await expect(applyMigration({ ...slow, statementTimeout: 500 })).rejects.toMatchObject({
    code: "APPLY_STATEMENT_TIMEOUT",
  });
  const validation = migrationOf([
    "alter table cars add constraint slowly check (slow(id)) not valid",
    "alter table cars validate constraint slowly",
  ]);
  const { statements } = await applyMigration({ ...optionsFor(url, validation), statementTimeout: 500 });
  expect(statements).toHaveLength(2);
});

test("the timeouts are those of the migrating connection alone, and no statement of a migration lifts them", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query("create table seen (timeout text)");
  await applyMigration({
    ...optionsFor(
      url,
      migrationOf(["set lock_timeout = 0", "insert into seen select current_setting('lock_timeout')"]),
    ),
    lockTimeout: 70,
  });
  await expect(value(client, "select timeout from seen")).resolves.toBe("70ms");
  await expect(value(client, "show lock_timeout")).resolves.toBe("0");
});

test("an observer sees each step within its transaction", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await createCars(client, 1);
  const seen: (string | number)[] = [];
  const results: AppliedStatement[] = [];
  await applyMigration({
    ...optionsFor(url, migrationOf(["alter table cars add column color text"])),
    observe: {
      before: async (step) => void seen.push(`before ${step.kind}`),
      after: async (_step, own, result) => {
        results.push(result);
        const locks = await own.query<{ mode: string }>(
          "select mode from pg_locks where pid = pg_backend_pid() and relation = 'cars'::regclass",
        );
        seen.push(...locks.rows.map(({ mode }) => mode));
      },
    },
  });
  expect(seen).toEqual(["before sql", "AccessExclusiveLock"]);
  expect(results).toMatchObject([{ index: 0, statement: "alter table cars add column color text" }]);
});

test("stopping it cancels the statement under way and gives the reason", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  const stop = new AbortController();
  const applying = applyMigration({
    ...optionsFor(url, migrationOf(["create table cars (id int)", "select pg_sleep(100)"])),
    signal: stop.signal,
  });
  const asleep = "select count(*)::int from pg_stat_activity where query = 'select pg_sleep(100)'";
  while ((await value(client, asleep)) === 0) await pause(20);
  stop.abort(new Error("Ctrl-C"));
  await expect(applying).rejects.toThrow("Ctrl-C");
  await expect(value(client, "select to_regclass('cars')")).resolves.toBeNull();
});

test.each([
  [stepByStep("begin", "select 1"), "APPLY_TRANSACTION_CONTROL"],
  [migrationOf(["select 1; commit"]), "APPLY_TRANSACTION_CONTROL"],
  [migrationOf([{ table: "cars", set: "a = 1", where: "a is null" }]), "APPLY_BACKFILL_IN_TRANSACTION"],
  [migrationOf(["drop index concurrently cars_name_index"]), "APPLY_NOT_IN_TRANSACTION"],
  [stepByStep("create index concurrently on cars (name)"), "APPLY_INDEX_NAMELESS"],
])(
  "what could not be taken up after a cut is refused before anything runs: $steps.0",
  async (migration, code) => {
    const url = await server.database();
    const client = await testConnection(url);
    await expect(applyMigration(optionsFor(url, migration))).rejects.toMatchObject({ code });
    await expect(value(client, "select to_regnamespace('pitstop')")).resolves.toBeNull();
  },
);
