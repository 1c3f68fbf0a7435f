import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { testConnection, testServer } from "../../test/server.ts";
import { readPressure } from "./pressure.ts";

const server = testServer();

test("a session that waits for a lock is pressure, and an idle database has none", async () => {
  const url = await server.database();
  const [client, holder, waiter] = await Promise.all([1, 2, 3].map(() => testConnection(url)));
  if (!client || !holder || !waiter) throw new Error("three connections were made");
  await client.query("create table cars (id int)");
  await expect(readPressure(client)).resolves.toEqual({ replicationLag: 0, lockWaits: 0 });
  await holder.query("begin; lock table cars");
  const waiting = waiter.query("select from cars");
  while ((await readPressure(client)).lockWaits === 0) await pause(10);
  await holder.query("commit");
  await waiting;
  await expect(readPressure(client)).resolves.toEqual({ replicationLag: 0, lockWaits: 0 });
});
