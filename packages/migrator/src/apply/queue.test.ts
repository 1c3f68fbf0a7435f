import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { expect, test } from "vitest";
import { withMigrationLock } from "../lock/index.ts";
import { testConnection, testServer } from "../testing.ts";
import { applyMigration } from "./apply-migration.ts";
import { createCars, logged, migrationOf, optionsFor, value } from "./testing.ts";

const server = testServer();

/** Readers that give up when they queue for a whole second; gives how many did, of how many. */
async function readWhile(
  url: string,
  work: () => Promise<unknown>,
): Promise<{ failed: number; reads: number }> {
  const over = new AbortController();
  let [failed, reads] = [0, 0];
  const reader = async () => {
    const client = await testConnection(url);
    await client.query("set lock_timeout = '1s'");
    while (!over.signal.aborted) {
      await client.query("select name from cars where id = 7").catch(() => failed++);
      reads += 1;
      await pause(5);
    }
  };
  const readers = Array.from({ length: 5 }, reader);
  await work();
  over.abort();
  await Promise.all(readers);
  return { failed, reads };
}

/** Somebody leaves a transaction open on the table for three seconds. */
async function withOpenTransaction(holder: pg.ClientBase, work: () => Promise<unknown>): Promise<void> {
  await holder.query("begin");
  await holder.query("select from cars limit 1");
  const working = work();
  await pause(3_000);
  await holder.query("commit");
  await working;
}

test("with a transaction left open on the table, no reader queues behind the migration", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await createCars(client, 1_000);
  const apply = () =>
    applyMigration(optionsFor(url, migrationOf(["alter table cars add column color text"])));
  const { failed, reads } = await readWhile(url, () => withOpenTransaction(client, apply));
  expect(failed).toBe(0);
  expect(reads).toBeGreaterThan(100);
  await expect(logged(client)).resolves.toEqual(["Migration1"]);
});

test("the same statement without a lock timeout makes readers queue, so the test above could fail", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await createCars(client, 1_000);
  const naive = await testConnection(url);
  const alter = () => naive.query("alter table cars add column color text");
  const { failed } = await readWhile(url, () => withOpenTransaction(client, alter));
  expect(failed).toBeGreaterThan(0);
});

test("of two migrators at once, one applies, and the other waits and finds nothing to do", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query("create table mikro_orm_migrations (name text)");
  const migration = migrationOf(["create table cars (id int)", "select pg_sleep(0.2)"]);
  let waited = 0;
  const migrate = () =>
    withMigrationLock(
      url,
      async (signal) => {
        if ((await logged(client)).includes(migration.name)) return "nothing to do";
        await applyMigration({ ...optionsFor(url, migration), signal });
        return "applied";
      },
      { onWait: () => void waited++ },
    );
  expect((await Promise.all([migrate(), migrate()])).sort()).toEqual(["applied", "nothing to do"]);
  expect(waited).toBe(1);
  await expect(logged(client)).resolves.toEqual(["Migration1"]);
  await expect(value(client, "select count(*)::int from pitstop.migrations")).resolves.toBe(1);
});
