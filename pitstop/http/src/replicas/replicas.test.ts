import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { json, mutation, query, until } from "../../test/index.ts";
import {
  type PrimaryServer,
  restartReplica,
  runOn,
  startPrimary,
  startReadingServer,
  startReplica,
} from "../../test/replicas.ts";

let primary: PrimaryServer;
let replica: PrimaryServer;

beforeAll(async () => {
  primary = await startPrimary();
  replica = await startReplica(primary);
});
afterAll(async () => {
  await replica.remove();
  await primary.remove();
});

/** A server that reads from the replica, once the replica is ready. */
async function reading(environment: Record<string, string> = {}) {
  const server = await startReadingServer(primary, [replica.databaseUrl], environment);
  await until(server.isReady);
  return server;
}

type Reading = Awaited<ReturnType<typeof reading>>;

async function created(server: Reading, name: string): Promise<number> {
  const answer = await server.send(mutation("roadster.create", { name }));
  return json<{ result: { data: { id: number } } }>(answer).result.data.id;
}

/** Reads a record in every way there is, and gives the names that were read. */
async function namesRead({ send }: Reading, id: number): Promise<unknown[]> {
  const answers = await Promise.all([
    send(query("roadster.byId", { id })),
    send(query("roadster.list", { filter: { id: { equals: id } } })),
    send(query("roadster.list", { sort: { by: "id", direction: "desc" }, limit: 1 })),
    send({ path: `/api/v1/roadsters/${id}` }),
    send({ path: "/api/v1/roadsters?sort=-id&limit=1" }),
    send({
      path: `/trpc/roadster.byId,roadster.count?batch=1&input=${encodeURIComponent(JSON.stringify({ 0: { id }, 1: {} }))}`,
    }),
  ]);
  return answers.map(({ body }) => /"name":"([^"]*)"/.exec(body)?.[1] ?? body);
}

test("a replica answers reads, and everyone reads what was written before, whichever server wrote it", async () => {
  const [one, other] = [await reading(), await reading()];
  for (let index = 0; index < 20; index++) {
    const writer = index % 2 === 0 ? one : other;
    const id = await created(writer, `Roadster ${index}`);
    for (const reader of [one, other])
      expect(new Set(await namesRead(reader, id))).toEqual(new Set([`Roadster ${index}`]));
  }
  expect(await one.replicaReads()).toBeGreaterThan(20 * 7 * 0.5);
});

test("while a replica lags, the primary answers, and no read waits long for it", async () => {
  const server = await reading();
  await runOn(replica.url, "select pg_wal_replay_pause()");
  onTestFinished(async () => void (await runOn(replica.url, "select pg_wal_replay_resume()")));
  const id = await created(server, "Newer than the replica");
  const before = await server.replicaReads();
  expect(new Set(await namesRead(server, id))).toEqual(new Set(["Newer than the replica"]));
  expect(await server.replicaReads()).toBe(before);
  // It is compared with where the primary was a moment ago.
  await until(async () => !(await server.isReady()));
  await runOn(replica.url, "select pg_wal_replay_resume()");
  await until(server.isReady);
  await namesRead(server, id);
  expect(await server.replicaReads()).toBeGreaterThan(before);
});

test("what a change reads, it reads on the primary", async () => {
  const server = await reading();
  const id = await created(server, "Read twice");
  await until(async () => (await namesRead(server, id)).length > 0);
  const before = [await server.replicaReads(), await server.primaryReads()];
  const changes = [
    mutation("roadster.update", { id, version: 1, color: "red" }),
    {
      method: "PATCH",
      path: `/api/v1/roadsters/${id}`,
      headers: { "if-match": "*", "content-type": "application/json" },
      body: JSON.stringify({ color: "blue" }),
    },
    mutation("roadster.update", { id, version: 1, color: "green" }),
    mutation("roadster.delete", { id }, { "idempotency-key": "once" }),
  ];
  const statuses: number[] = [];
  for (const change of changes) statuses.push((await server.send(change)).status);
  expect(statuses).toEqual([200, 200, 409, 200]);
  expect([await server.replicaReads(), await server.primaryReads()]).toEqual(before);
});

test("with the log at the beginning of a page and nothing written since, the replica answers", async () => {
  const server = await reading();
  await runOn(primary.url, "select pg_switch_wal()");
  const before = await server.replicaReads();
  await until(async () => {
    await server.send(query("roadster.count", {}));
    return (await server.replicaReads()) > before;
  });
});

test("a replica that is killed fails no read, and answers again once it is back", async () => {
  const server = await reading();
  const statuses = new Set<number>();
  const over = new AbortController();
  const callers = Array.from({ length: 4 }, async () => {
    while (!over.signal.aborted) statuses.add((await server.send(query("roadster.list", {}))).status);
  });
  process.kill(replica.pid, "SIGKILL");
  await until(async () => !(await server.isReady()));
  await restartReplica(replica);
  await until(server.isReady);
  over.abort();
  await Promise.all(callers);
  expect(statuses).toEqual(new Set([200]));
});
