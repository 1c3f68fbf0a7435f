import { setTimeout as pause } from "node:timers/promises";
import { hashOf, sqlStep } from "@pitstop/lint";
import { expect, test } from "vitest";
import { testConnection, testServer } from "../../test/server.ts";
import type { ReadMigration } from "../migration/read-migration.ts";
import {
  endRun,
  ensureHistory,
  findRehearsal,
  hasHistory,
  listRunSteps,
  listRuns,
  noteBackup,
  noteInterruptedRuns,
  noteMigration,
  recordRehearsal,
  recordRunStep,
  refuseEditedMigrations,
  startRun,
} from "./index.ts";

const server = testServer();

function migration(name: string, sql: string, direction: "up" | "down" = "up"): ReadMigration {
  return { name, direction, isTransactional: true, steps: [sqlStep(sql)], hash: hashOf(sql) };
}

test("several processes make the tables at once, and each can use them", async () => {
  const url = await server.database();
  const clients = await Promise.all(Array.from({ length: 6 }, () => testConnection(url)));
  await Promise.all(clients.map(ensureHistory));
  for (const client of clients) await expect(listRuns(client)).resolves.toEqual([]);
});

test("a session with a short lock timeout waits for another process that is making the tables", async () => {
  const url = await server.database();
  const [other, client, watcher] = await Promise.all([
    testConnection(url),
    testConnection(url),
    testConnection(url),
  ]);
  await other.query("begin; create schema pitstop");
  await client.query("set lock_timeout = '50ms'");
  const making = ensureHistory(client);
  const waits = async () => {
    const { rowCount } = await watcher.query(
      `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()
         and now() - state_change > interval '200 ms'`,
    );
    return rowCount !== 0;
  };
  const ended = making.then(
    () => true,
    () => true,
  );
  while (!(await waits()) && !(await Promise.race([ended, pause(10, false)])));
  await other.query("commit");
  await expect(making).resolves.toBeUndefined();
  await expect(listRuns(client)).resolves.toEqual([]);
  const { rows } = await client.query<{ lock_timeout: string }>("show lock_timeout");
  expect(rows).toEqual([{ lock_timeout: "50ms" }]);
});

test("an account that may not create the schema is told who has to grant what", async () => {
  const url = await server.database();
  const owner = await testConnection(url);
  const role = `reader_${process.pid}_${Date.now()}`;
  await owner.query(`create role ${role}`);
  const client = await testConnection(url);
  await client.query(`set role ${role}`);
  const database = decodeURIComponent(new URL(url).pathname.slice(1));
  await expect(ensureHistory(client)).rejects.toMatchObject({
    code: "HISTORY_NO_RIGHTS",
    hint: expect.stringContaining(`grant create on database ${database} to ${role}`),
  });
  await owner.query(`drop role ${role}`);
});

test("an account that has been granted the tables needs no right to create", async () => {
  const url = await server.database();
  const owner = await testConnection(url);
  await ensureHistory(owner);
  const role = `writer_${process.pid}_${Date.now()}`;
  await owner.query(`create role ${role}`);
  const client = await testConnection(url);
  await client.query(`set role ${role}`);
  await expect(ensureHistory(client)).rejects.toMatchObject({ code: "HISTORY_NO_RIGHTS" });
  await owner.query(
    `grant all on schema pitstop to ${role}; grant all on all tables in schema pitstop to ${role}`,
  );
  await expect(ensureHistory(client)).resolves.toBeUndefined();
  await owner.query(`drop owned by ${role}; drop role ${role}`);
});

test("that the tables can be made is proven without making them", async () => {
  const client = await testConnection(await server.database());
  expect(await hasHistory(client)).toBe(false);
  expect((await client.query("select from pg_namespace where nspname = 'pitstop'")).rowCount).toBe(0);
  await ensureHistory(client);
  expect(await hasHistory(client)).toBe(true);
});

test("a run is kept with who, what, when and which backup", async () => {
  const client = await testConnection(await server.database());
  await ensureHistory(client);
  const id = await startRun(client, { without: ["rehearsal"] });
  await noteBackup(client, id, "2026-01-01");
  const step = {
    migration: "Migration1",
    direction: "up",
    index: 0,
    hash: hashOf("select 1"),
    sql: "select 1",
    startedAt: new Date("2026-01-01T00:00:00Z"),
    duration: 1.5,
    retries: 2,
    rows: 1,
    outcome: "done",
    error: null,
  } as const;
  await recordRunStep(client, id, step);
  await endRun(client, id, "done");
  const [run] = await listRuns(client);
  expect(run).toMatchObject({
    id,
    outcome: "done",
    error: null,
    backupId: "2026-01-01",
    options: { without: ["rehearsal"] },
    operator: expect.stringContaining("@"),
  });
  expect(run?.endedAt).toBeInstanceOf(Date);
  await expect(listRunSteps(client, id)).resolves.toEqual([step]);
});

test("a run that was killed shows as interrupted once another holds the lock", async () => {
  const client = await testConnection(await server.database());
  await ensureHistory(client);
  await startRun(client, {});
  await expect(noteInterruptedRuns(client)).resolves.toEqual([expect.any(Date)]);
  await expect(noteInterruptedRuns(client)).resolves.toEqual([]);
  const second = await startRun(client, {});
  await endRun(client, second, "failed", "no space");
  const outcomes = (await listRuns(client)).map(({ outcome, error }) => ({ outcome, error }));
  expect(outcomes).toEqual([
    { outcome: "failed", error: "no space" },
    { outcome: "interrupted", error: null },
  ]);
});

test("a migration that was edited after being applied is named", async () => {
  const client = await testConnection(await server.database());
  await ensureHistory(client);
  await noteMigration(client, migration("Migration1", "create table a ()"));
  await noteMigration(client, migration("Migration2", "create table b ()"));
  const asApplied = [migration("Migration1", "create table a ()"), migration("Unknown", "select 1")];
  await expect(refuseEditedMigrations(client, asApplied)).resolves.toBeUndefined();
  const edited = [...asApplied, migration("Migration2", "create table c ()")];
  await expect(refuseEditedMigrations(client, edited)).rejects.toMatchObject({
    code: "HISTORY_MIGRATION_EDITED",
    message: expect.stringMatching(/^Migration2 was edited/),
  });
});

test("a migration that was taken back may be edited", async () => {
  const client = await testConnection(await server.database());
  await ensureHistory(client);
  await noteMigration(client, migration("Migration1", "create table a ()"));
  await noteMigration(client, migration("Migration1", "drop table a", "down"));
  const edited = [migration("Migration1", "create table b ()")];
  await expect(refuseEditedMigrations(client, edited)).resolves.toBeUndefined();
});

test("a rehearsal is found by exactly the text that was rehearsed", async () => {
  const client = await testConnection(await server.database());
  await ensureHistory(client);
  await recordRehearsal(client, { migration: "Migration1", hash: "a", report: { turn: 1 } });
  await recordRehearsal(client, { migration: "Migration1", hash: "a", report: { turn: 2 } });
  await expect(findRehearsal(client, "Migration1", "a")).resolves.toMatchObject({ report: { turn: 2 } });
  await expect(findRehearsal(client, "Migration1", "b")).resolves.toBeUndefined();
});

test("the tables are the migrator's own and stay out of the application's schema", async () => {
  const client = await testConnection(await server.database());
  await ensureHistory(client);
  const { rows } = await client.query<{ schema: string }>(
    "select distinct table_schema as schema from information_schema.tables where table_schema not like 'pg\\_%' and table_schema <> 'information_schema'",
  );
  expect(rows).toEqual([{ schema: "pitstop" }]);
});
