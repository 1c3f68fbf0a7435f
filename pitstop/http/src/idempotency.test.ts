import { pruneAnswers } from "@pitstop/trpc";
import { createRoadsterClient } from "@pitstop/trpc/test/roadsters";
import { beforeEach, describe, expect, test } from "vitest";
import { json, mutation, query, type TestRequest, until } from "../test/index.ts";
import { roadsterServer, spawnRoadsterServer } from "../test/roadsters.ts";

const isLong = process.env.PITSTOP_LONG === "1";
const running = roadsterServer();
const sql = <Row extends object>(text: string): Promise<Row[]> => running.orm.em.fork().execute<Row[]>(text);

beforeEach(async () => {
  await sql("truncate roadsters, homelands restart identity");
  await sql("truncate pitstop.idempotency_keys");
});

const KEY = { "idempotency-key": "4711" };

const rest = (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = KEY,
): TestRequest => ({
  method,
  path: `/api/v1/${path}`,
  headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
  ...(body !== undefined && { body: JSON.stringify(body) }),
});

const names = async (): Promise<string[]> =>
  (await sql<{ name: string }>("select name from roadsters order by id")).map(({ name }) => name);

describe("a mutation with an Idempotency-Key is done once, and answered again with the same", () => {
  test("status, headers and body by REST, whatever the order of its attributes", async () => {
    const first = await running.send(rest("POST", "roadsters", { name: "Saab", color: "red" }));
    expect(first.status).toBe(201);
    await sql("update roadsters set color = 'blue', version = 2");
    const second = await running.send(rest("POST", "roadsters", { color: "red", name: "Saab" }));
    expect(second).toMatchObject({ status: 201, body: first.body });
    for (const header of ["etag", "location", "content-type"])
      expect(second.headers[header]).toBe(first.headers[header]);
    expect(first.headers).not.toHaveProperty("idempotent-replayed");
    expect(second.headers["idempotent-replayed"]).toBe("true");
    expect(await names()).toEqual(["Saab"]);
  });

  test.each([["*"], [`"1.1.x"`], [`"1.7.x", "1.1.x"`]])("by REST with If-Match: %s", async (ifMatch) => {
    await running.send(rest("POST", "roadsters", { name: "Saab" }, {}));
    const change = rest("PATCH", "roadsters/1", { color: "red" }, { ...KEY, "if-match": ifMatch });
    const first = await running.send(change);
    expect(first.status).toBe(200);
    expect(await running.send(change)).toMatchObject({ status: 200, body: first.body });
    const remove = rest("DELETE", "roadsters/1", undefined, { "idempotency-key": "4712" });
    expect(await running.send(remove)).toMatchObject({ status: 204, body: "" });
    expect(await running.send(remove)).toMatchObject({ status: 204, body: "" });
    expect((await running.send(rest("DELETE", "roadsters/1", undefined, {}))).status).toBe(404);
  });

  test("body by tRPC, alone and each call of a batch", async () => {
    const alone = mutation("roadster.create", { name: "Saab" }, KEY);
    const first = await running.send(alone);
    expect(await running.send(alone)).toMatchObject({ status: 200, body: first.body });
    const batch = mutation(
      "roadster.create,homeland.create,roadster.create?batch=1",
      { 0: { name: "Volvo" }, 1: { name: "Sweden" }, 2: { name: "Polestar" } },
      { "idempotency-key": "4712" },
    );
    const firsts = await running.send(batch);
    expect(await running.send(batch)).toMatchObject({ status: 200, body: firsts.body });
    expect(new Set(await names())).toEqual(new Set(["Polestar", "Saab", "Volvo"]));
    expect(await names()).toHaveLength(3);
  });

  /** Runs a creation up to the point where its record is inserted and its answer is not yet kept. */
  async function halfDone(create: () => Promise<unknown>, end: (connection: number) => void) {
    const holder = running.orm.em.fork();
    await holder.begin();
    await holder.execute("lock table pitstop.idempotency_keys in exclusive mode");
    const call = create();
    const connection = async () => {
      const [row] = await sql<{ pid: number }>(
        "select pid from pg_locks where not granted and relation = 'pitstop.idempotency_keys'::regclass",
      );
      return row?.pid;
    };
    await until(async () => (await connection()) !== undefined);
    expect(await sql("select from pg_locks where relation = 'roadsters'::regclass")).not.toEqual([]);
    end((await connection()) ?? 0);
    await call.catch(() => undefined);
    await holder.rollback();
    await until(async () => (await sql("select from pg_locks where locktype = 'advisory'")).length === 0);
    expect(await names()).toEqual([]);
    return call;
  }

  const create = mutation("roadster.create", { name: "Saab" }, KEY);

  async function expectOneRecord() {
    expect((await running.send(create)).status).toBe(200);
    expect((await running.send(create)).headers["idempotent-replayed"]).toBe("true");
    expect(await names()).toEqual(["Saab"]);
  }

  test("where the database was lost between the record and its answer", async () => {
    const answer = await halfDone(
      () => running.send(create),
      (connection) => void sql(`select pg_terminate_backend(${connection})`),
    );
    expect(answer).toMatchObject({ status: 503 });
    await expectOneRecord();
  });

  test.runIf(isLong)("where the server was killed between the record and its answer", async () => {
    const doomed = await spawnRoadsterServer({ DATABASE_URL: running.databaseUrl });
    const isLost = halfDone(
      () => doomed.send(create),
      () => doomed.process.kill("SIGKILL"),
    );
    await expect(isLost).rejects.toThrow();
    await expectOneRecord();
  });
});

describe("a key", () => {
  test.each([
    ["another body", rest("POST", "roadsters", { name: "Volvo" })],
    ["another operation", rest("POST", "homelands", { name: "Saab" })],
    ["another record", rest("PATCH", "roadsters/1", { version: 1, name: "Saab" })],
    ["another condition", rest("PATCH", "roadsters/1", { name: "Saab" }, { ...KEY, "if-match": "*" })],
  ])("of one call is refused with %s: 422, and nothing is done", async (_what, other) => {
    await running.send(rest("POST", "roadsters", { name: "Saab" }));
    const answer = await running.send(other);
    expect(answer.status).toBe(422);
    expect(json(answer)).toMatchObject({ code: "UNPROCESSABLE_CONTENT", reason: "IDEMPOTENCY_KEY_REUSED" });
    expect(await names()).toEqual(["Saab"]);
    expect(await sql("select from homelands")).toEqual([]);
    const byTrpc = await running.send(mutation("roadster.create", { name: "Volvo" }, KEY));
    expect(byTrpc.status).toBe(422);
    expect(json(byTrpc)).toMatchObject({ error: { data: { reason: "IDEMPOTENCY_KEY_REUSED" } } });
  });

  test.each([[""], ["x".repeat(256)], ["é"]])("has to be one: %s", async (key) => {
    const answer = await running.send(
      rest("POST", "roadsters", { name: "Saab" }, { "idempotency-key": key }),
    );
    expect(answer.status).toBe(400);
    expect(json(answer)).toMatchObject({ fields: { "Idempotency-Key": [expect.any(String)] } });
    expect(await names()).toEqual([]);
  });

  test("of a call that was refused is free: nothing was done", async () => {
    await running.send(rest("POST", "homelands", { name: "Sweden" }, {}));
    const create = rest("POST", "homelands", { name: "Sweden" });
    expect((await running.send(create)).status).toBe(409);
    await sql("truncate homelands cascade");
    expect((await running.send(create)).status).toBe(201);
    expect(await running.send(rest("POST", "homelands", { name: "" }))).toMatchObject({ status: 422 });
  });

  test("is free again after a day, when its answer is deleted", async () => {
    const create = rest("POST", "roadsters", { name: "Saab" });
    await running.send(create);
    await running.send(rest("POST", "roadsters", { name: "Saab" }, { "idempotency-key": "young" }));
    await sql(
      "update pitstop.idempotency_keys set created_at = now() - interval '24 h 1 s' where key like '%4711'",
    );
    expect((await running.send(create)).headers).not.toHaveProperty("idempotent-replayed");
    expect(await names()).toHaveLength(3);
    await sql(
      "update pitstop.idempotency_keys set created_at = now() - interval '24 h 1 s' where key like '%4711'",
    );
    expect(await pruneAnswers(running.orm)).toBe(1);
    expect(await sql("select key from pitstop.idempotency_keys")).toEqual([{ key: "everyone\nyoung" }]);
  });

  test("does nothing for what changes nothing", async () => {
    expect((await running.send(rest("GET", "roadsters"))).status).toBe(200);
    const list = query("roadster.list", {});
    expect((await running.send({ ...list, headers: KEY })).status).toBe(200);
    expect(await sql("select from pitstop.idempotency_keys")).toEqual([]);
  });

  test("keeps an answer with all of its digits", async () => {
    const id = "9007199254740993";
    await sql(`insert into roadsters (id, name) overriding system value values (${id}, 'Saab')`);
    const change = rest("PATCH", "roadsters/9007199254740993", { version: 1, color: "red" });
    const first = await running.send(change);
    expect(first.body).toContain(id);
    expect(await running.send(change)).toMatchObject({ status: 200, body: first.body });
  });
});

test("of many at once one is done, and the others get its answer or 409 with Retry-After", async () => {
  const create = rest("POST", "roadsters", { name: "Saab" });
  const answers = await Promise.all(Array.from({ length: 20 }, () => running.send(create)));
  const early = answers.filter(({ status }) => status !== 201);
  for (const answer of early) {
    expect(answer).toMatchObject({ status: 409, headers: { "retry-after": "1" } });
    expect(json(answer)).toMatchObject({ code: "CONFLICT", reason: "busy" });
  }
  expect(new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body)).size).toBe(1);
  expect(await names()).toEqual(["Saab"]);
});

describe("the typed client", () => {
  /** Loses the answers of the first requests, which the server has carried out. */
  const losing = (count: number) => {
    const sent: { path: string; key: string | null }[] = [];
    const lossy = async (address: unknown, options: unknown) => {
      const { pathname } = new URL(String(address));
      const init = options as RequestInit; // of the platform's own fetch
      sent.push({ path: pathname, key: new Headers(init.headers).get("idempotency-key") });
      const response = await fetch(String(address), init);
      if (sent.length <= count) {
        await response.body?.cancel();
        throw new TypeError("fetch failed");
      }
      return response;
    };
    return { sent, lossy };
  };
  const url = () => `http://127.0.0.1:${running.port}`;

  test("tries mutations again where it may, and each is done once", async () => {
    const { sent, lossy } = losing(6);
    const client = createRoadsterClient(url(), { retryMutations: true, attempts: 6, fetch: lossy });
    const [created, , found] = await Promise.all([
      client.roadster.create.mutate({ name: "Saab" }),
      client.homeland.create.mutate({ name: "Sweden" }),
      client.roadster.count.query({}),
    ]);
    expect(created).toMatchObject({ id: 1, name: "Saab" });
    expect(found.exact).toBe(true);
    expect(await names()).toEqual(["Saab"]);
    expect(await sql("select name from homelands")).toEqual([{ name: "Sweden" }]);
    const keys = sent.map(({ key }) => key).filter((key) => key !== null);
    expect(new Set(keys).size).toBe(2);
    expect(keys.length).toBeGreaterThan(2);
  });

  test("sends a key that a call has, and tries it again", async () => {
    const { sent, lossy } = losing(1);
    const client = createRoadsterClient(url(), { fetch: lossy });
    const withKey = { context: { idempotencyKey: "order-4711" } };
    expect(await client.roadster.create.mutate({ name: "Saab" }, withKey)).toMatchObject({ id: 1 });
    expect(sent.map(({ key }) => key)).toEqual(["order-4711", "order-4711"]);
    await expect(client.roadster.create.mutate({ name: "Volvo" }, withKey)).rejects.toMatchObject({
      data: { reason: "IDEMPOTENCY_KEY_REUSED" },
    });
  });
});
