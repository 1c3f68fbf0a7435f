import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { expect, test } from "vitest";
import { createCars, logged, migrationOf, optionsFor, value } from "../../test/applying.ts";
import { seeLockWaits, testConnection, testServer } from "../../test/server.ts";
import { withMigrationLock } from "../lock/index.ts";
import { applyMigration } from "./apply-migration.ts";

const server = testServer();

/** How often readers read, and how often one gave up because it had queued for a whole second. */
interface Reads {
  failed: number;
  done: number;
}

/** Readers at work while something else happens. */
async function readWhile(url: string, work: (reads: Readonly<Reads>) => Promise<unknown>): Promise<Reads> {
  const over = new AbortController();
  const reads = { failed: 0, done: 0 };
  const reader = async () => {
    const client = await testConnection(url);
    await client.query("set lock_timeout = '1s'");
    while (!over.signal.aborted) {
      await client.query("select name from cars where id = 7").then(
        () => reads.done++,
        () => reads.failed++,
      );
      await pause(5);
    }
  };
  const readers = Array.from({ length: 5 }, reader);
  await work(reads);
  over.abort();
  await Promise.all(readers);
  return reads;
}

/** Another session leaves a transaction open on the table until `enough` has happened. */
async function withOpenTransaction(
  holder: pg.ClientBase,
  work: () => Promise<unknown>,
  enough: () => Promise<unknown>,
): Promise<void> {
  await holder.query("begin");
  await holder.query("select from cars limit 1");
  const working = work();
  await enough();
  await holder.query("commit");
  await working;
}

test("with a transaction left open on the table, no reader queues behind the migration", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await createCars(client, 1_000);
  const apply = () =>
    applyMigration(optionsFor(url, migrationOf(["alter table cars add column color text"])));
  const watcher = await testConnection(url);
  const { failed } = await readWhile(url, (reads) =>
    withOpenTransaction(client, apply, async () => {
      await seeLockWaits(watcher, 4, "alter table");
      const before = reads.done;
      while (reads.done < before + 100 && reads.failed === 0) await pause(5);
    }),
  );
  expect(failed).toBe(0);
  await expect(logged(client)).resolves.toEqual(["Migration1"]);
});

test("the same statement without a lock timeout makes readers queue, so the test above could fail", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await createCars(client, 1_000);
  const naive = await testConnection(url);
  const alter = () => naive.query("alter table cars add column color text");
  const { failed } = await readWhile(url, (reads) =>
    withOpenTransaction(client, alter, async () => {
      while (reads.failed === 0) await pause(5);
    }),
  );
  expect(failed).toBeGreaterThan(0);
});

test("of two migrators at once, one applies, and the other waits and finds nothing to do", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query("create table mikro_orm_migrations (name text)");
  const migration = migrationOf(["create table cars (id int)"]);
  const waiting = Promise.withResolvers<void>();
  let waited = 0;
  const migrate = () =>
    withMigrationLock(
      url,
      async (signal) => {
        if ((await logged(client)).includes(migration.name)) return "nothing to do";
        await waiting.promise;
        await applyMigration({ ...optionsFor(url, migration), signal });
        return "applied";
      },
      {
        onWait: () => {
          waited++;
          waiting.resolve();
        },
      },
    );
  expect((await Promise.all([migrate(), migrate()])).sort()).toEqual(["applied", "nothing to do"]);
  expect(waited).toBe(1);
  await expect(logged(client)).resolves.toEqual(["Migration1"]);
  await expect(value(client, "select count(*)::int from pitstop.migrations")).resolves.toBe(1);
});
