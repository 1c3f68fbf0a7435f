import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { strictPooler, transactionPooler } from "../../test/poolers.ts";
import { testConnection, testServer } from "../../test/server.ts";
import { spawnScript } from "../../test/spawn-script.ts";
import type { LockHolder } from "./lock-holder.ts";
import { withMigrationLock } from "./migration-lock.ts";

const server = testServer();

test("of several migrators at once, one works at a time", async () => {
  const url = await server.database();
  let working = 0;
  const atOnce: number[] = [];
  const work = async () => {
    atOnce.push(++working);
    await pause(30);
    working -= 1;
  };
  await Promise.all(Array.from({ length: 4 }, () => withMigrationLock(url, work)));
  expect(atOnce).toEqual([1, 1, 1, 1]);
});

test("who waits is told who migrates, and since when", async () => {
  const url = await server.database();
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const first = withMigrationLock(url, async () => {
    begun.resolve();
    await gate.promise;
  });
  await begun.promise;
  const holders: LockHolder[] = [];
  await withMigrationLock(url, async () => undefined, {
    onWait: (holder) => {
      holders.push(holder);
      gate.resolve();
    },
  });
  await first;
  expect(holders).toHaveLength(1);
  expect(holders[0]?.application).toMatch(/^pitstop migrator since .*Z by /);
  expect(Math.abs(Date.now() - Number(holders[0]?.since))).toBeLessThan(60_000);
});

test("an index is built concurrently while another migrator waits", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query("create table cars (id int)");
  const waiting = Promise.withResolvers<void>();
  const order: string[] = [];
  let second: Promise<void> | undefined;
  await withMigrationLock(url, async () => {
    second = withMigrationLock(url, async () => void order.push("second"), {
      onWait: () => waiting.resolve(),
    });
    await waiting.promise;
    await client.query("create index concurrently cars_id_index on cars (id)");
    order.push("index");
  });
  await second;
  expect(order).toEqual(["index", "second"]);
});

test("a migrator that is killed leaves no lock behind", async () => {
  const url = await server.database();
  const child = spawnScript(
    `import { withMigrationLock } from "${import.meta.resolve("./migration-lock.ts")}";
     await withMigrationLock(process.argv[1], async () => { console.log("holds"); await new Promise((resolve) => setTimeout(resolve, 1e6)); });`,
    [url],
  );
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await expect(withMigrationLock(url, async () => "mine")).resolves.toBe("mine");
});

test("work is stopped when the connection that holds the lock is cut", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  const work = withMigrationLock(url, async (signal) => {
    await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'pitstop migrator since%' and datname = current_database()",
    );
    await pause(60_000, undefined, { signal });
  });
  await expect(work).rejects.toMatchObject({ code: "LOCK_LOST" });
});

test("whoever waits can be stopped", async () => {
  const url = await server.database();
  const stop = new AbortController();
  await withMigrationLock(url, async () => {
    const second = withMigrationLock(url, async () => undefined, {
      signal: stop.signal,
      onWait: () => stop.abort(new Error("no longer wanted")),
    });
    await expect(second).rejects.toThrow("no longer wanted");
  });
});

test("what the work throws comes out, and the lock is free again", async () => {
  const url = await server.database();
  const failing = withMigrationLock(url, () => Promise.reject(new Error("of the work")));
  await expect(failing).rejects.toThrow("of the work");
  await expect(withMigrationLock(url, async () => "next")).resolves.toBe("next");
});

test("a pooler that changes sessions between transactions is refused", async () => {
  const url = await server.database();
  const pooler = await transactionPooler(url);
  await expect(withMigrationLock(pooler, async () => undefined)).rejects.toMatchObject({
    code: "LOCK_POOLED",
  });
});

test("a pooler that turns down the migrator's settings is named as one", async () => {
  const pooler = await strictPooler(await server.database());
  await expect(withMigrationLock(pooler, async () => undefined)).rejects.toMatchObject({
    code: "LOCK_POOLED",
  });
});
