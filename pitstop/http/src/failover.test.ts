import { setTimeout as pause } from "node:timers/promises";
import { openDatabase } from "@app/db";
import { migrateDatabase } from "@app/db/migrating";
import { createRoadsterTables } from "@pitstop/trpc/test/roadsters";
import { expect, test } from "vitest";
import { json, mutation, query, type TestAnswer, until } from "../test/index.ts";
import { type Cluster, hasPatroni, startCluster } from "../test/patroni.ts";
import { runOn } from "../test/replicas.ts";
import { spawnRoadsterServer } from "../test/roadsters.ts";

const isLong = process.env.PITSTOP_LONG === "1";
const CALLERS = 6;

/** A database with the made-up domains, on the primary; gives its address with another server's host than the primary's. */
async function databaseOf(cluster: Cluster): Promise<string> {
  const primary = (await cluster.primary()) ?? "";
  await runOn(cluster.urlOf(primary, "postgres"), "create database pitstop");
  const url = cluster.urlOf(primary, "pitstop");
  await migrateDatabase(url);
  const orm = await openDatabase({ url });
  await createRoadsterTables(orm);
  await orm.close();
  return cluster.urlOf(cluster.hosts.find((host) => host !== primary) ?? "", "pitstop");
}

test.skipIf(!(isLong && hasPatroni()))(
  "the primary is killed under load: errors are clean, calls go on with the new one, and nothing acknowledged is lost",
  async () => {
    const cluster = await startCluster(3);
    const url = await databaseOf(cluster);
    const environment = {
      DATABASE_URL: url,
      DATABASE_HOSTS: cluster.hosts.join(","),
      DATABASE_REPLICA_URLS: cluster.hosts.map((host) => cluster.urlOf(host, "pitstop")).join(","),
    };
    const servers = await Promise.all([spawnRoadsterServer(environment), spawnRoadsterServer(environment)]);
    const acknowledged: { id: number; name: string }[] = [];
    const outcomes = new Map<string, number>();
    const wrong: unknown[] = [];
    const over = new AbortController();
    let lastWrite = 0;
    const note = (what: string, { status, headers, body }: TestAnswer): boolean => {
      const outcome = `${what} ${status}`;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (status === 200) return true;
      if (!(status === 503 || status === 504) || headers["retry-after"] === undefined)
        wrong.push([what, status, headers["retry-after"], body]);
      return false;
    };
    const callers = Array.from({ length: CALLERS }, async (_, caller) => {
      for (let call = 0; !over.signal.aborted; call++) {
        const [writer, reader] = [servers[(caller + call) % 2], servers[(caller + call + 1) % 2]];
        const name = `Roadster ${caller}-${call}`;
        const written = await writer?.send(mutation("roadster.create", { name }));
        if (written && note("write", written)) {
          const { id } = json<{ result: { data: { id: number } } }>(written).result.data;
          acknowledged.push({ id, name });
          lastWrite = performance.now();
          // Read by another server, and perhaps on a replica: it has to be there.
          const read = await reader?.send(query("roadster.byId", { id }));
          if (read && note("read", read) && !read.body.includes(`"${name}"`))
            wrong.push([id, name, read.body]);
        }
        await pause(20);
      }
    });
    await until(() => acknowledged.length > 100);
    const killed = await cluster.killPrimary();
    const killedAt = performance.now();
    await until(() => lastWrite > killedAt + 100);
    const firstAfter = lastWrite;
    console.log(`writes were acknowledged again after ${Math.round((firstAfter - killedAt) / 1000)} s`);
    cluster.restart(killed);
    await until(() => cluster.isReplica(killed));
    const before = acknowledged.length;
    await until(() => acknowledged.length > before + 100);
    over.abort();
    await Promise.all(callers);
    console.log(Object.fromEntries(outcomes));

    expect(wrong).toEqual([]);
    expect(await cluster.primary()).not.toBe(killed);
    const orm = await openDatabase({ url, hosts: cluster.hosts });
    const rows = await orm.em
      .fork()
      .execute<{ id: string; name: string }[]>("select id, name from roadsters");
    await orm.close();
    const stored = new Map(rows.map(({ id, name }) => [Number(id), name]));
    expect(acknowledged.filter(({ id, name }) => stored.get(id) !== name)).toEqual([]);
  },
  600_000,
);
