import { once } from "node:events";
import { connect } from "node:net";
import { MAX_BATCH_SIZE } from "@pitstop/trpc";
import { appRouter } from "@pitstop/trpc/test/application";
import { initTRPC } from "@trpc/server";
import { fastifyTRPCPlugin } from "@trpc/server/adapters/fastify";
import Fastify from "fastify";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { portOf, type TestAnswer, type TestRequest } from "../test/index.ts";
import { roadsterServer } from "../test/roadsters.ts";
import { EVERYONE } from "./authentication.ts";
import { answerSingleCall } from "./single-call.ts";

const OFFICIAL = "/official";

/** Whoever calls a server without sign-in. */
const user = { id: EVERYONE, name: "Everyone", role: "admin" };

/** The server, with tRPC's own plugin for the same router beside it. */
const running = roadsterServer(() => ({
  extend: (server, orm) => {
    server.register(fastifyTRPCPlugin, {
      prefix: OFFICIAL,
      trpcOptions: {
        router: appRouter,
        maxBatchSize: MAX_BATCH_SIZE,
        createContext: ({ req }: { req: { id: string } }) => ({ orm, requestId: req.id, user }),
      },
    });
  },
}));

/** Both roads start from the same rows, ids included. */
async function reset(): Promise<void> {
  await running.orm.em.fork().execute(`
    truncate roadsters, homelands restart identity;
    insert into homelands (name) values ('Europe');
    insert into roadsters (name, color, homeland_id) values ('Audi "100"', 'red', 1), ('Škoda 100 %', null, null);
  `);
}

beforeEach(reset);

/** What a client can tell apart, without what differs from one moment to the next. */
function visible({ status, headers, body }: TestAnswer) {
  return {
    status,
    contentType: headers["content-type"],
    vary: headers.vary,
    body: body
      .replace(/"requestId":"[^"]*"/g, `"requestId":"…"`)
      .replace(/"(createdAt|updatedAt)":"[^"]*"/g, `"$1":"…"`),
  };
}

/** Sends the same request down both roads. */
async function both(request: TestRequest) {
  const short = await running.send({ ...request, path: `/trpc${request.path}` });
  if (request.method !== "GET" && request.method !== undefined) await reset();
  const official = await running.send({ ...request, path: `${OFFICIAL}${request.path}` });
  // tRPC's adapter streams its answers; a short answer tells its length.
  const isShort = short.headers["content-length"] !== undefined;
  return { short: visible(short), official: visible(official), isShort };
}

const input = (value: unknown) => `input=${encodeURIComponent(JSON.stringify(value))}`;
const post = (path: string, body: string | undefined, headers = {}): TestRequest => ({
  method: "POST",
  path,
  headers: { "content-type": "application/json", ...headers },
  ...(body !== undefined && { body }),
});

describe("a single call is answered as by tRPC's own adapter, byte for byte", () => {
  const shortCalls: [string, TestRequest, number][] = [
    ["a query", { path: `/roadster.list?${input({ sort: { by: "name" } })}` }, 200],
    ["a query as a batch of one", { path: `/roadster.list?batch=1&${input({ 0: { limit: 1 } })}` }, 200],
    ["a query that misses its input", { path: "/roadster.list" }, 400],
    ["a batch of one that misses its input", { path: "/roadster.list?batch=1" }, 400],
    ["a batch of one whose input is empty", { path: `/roadster.list?batch=1&${input({})}` }, 400],
    ["a query with bad input", { path: `/roadster.list?${input({ limit: 1000 })}` }, 400],
    ["a query with input of another kind", { path: `/roadster.list?${input("text")}` }, 400],
    ["a query with null", { path: `/roadster.list?${input(null)}` }, 400],
    ["an id that nobody has", { path: `/roadster.byId?${input({ id: 4711 })}` }, 404],
    ["a mutation", post("/roadster.create", JSON.stringify({ name: "Saab", homelandId: 1 })), 200],
    ["a mutation as a batch of one", post("/roadster.create?batch=1", `{"0":{"name":"Saab"}}`), 200],
    ["a mutation with bad input", post("/roadster.create", `{"name":""}`), 400],
    ["a mutation of an unknown field", post("/roadster.create", `{"name":"Saab","__proto__":{"id":1}}`), 400],
    ["a mutation that conflicts", post("/homeland.create", `{"name":"Europe"}`), 409],
    ["a stale update", post("/roadster.update", `{"id":1,"version":7,"name":"Audi"}`), 409],
    ["a deletion", post("/roadster.delete", `{"id":1}`), 200],
  ];

  test.each(shortCalls)("%s takes the short road", async (_name, request, status) => {
    const { short, official, isShort } = await both(request);
    expect(short).toEqual(official);
    expect(short.status).toBe(status);
    expect(isShort).toBe(true);
  });

  const unusualCalls: [string, TestRequest, number][] = [
    ["malformed JSON in a query", { path: "/roadster.list?input=%7Bx" }, 400],
    ["malformed JSON in a mutation", post("/roadster.create", "{x"), 400],
    ["an empty body", post("/roadster.create", ""), 400],
    ["no body", post("/roadster.create", undefined), 400],
    ["a batch whose input is no object", { path: `/roadster.list?batch=1&${input(5)}` }, 400],
    ["a batch whose input is an array", { path: `/roadster.list?batch=1&${input([{}])}` }, 400],
    ["a batch whose input is null", post("/roadster.create?batch=1", "null"), 400],
    ["a batch that is told twice", { path: `/roadster.list?batch=1&batch=1&${input({ 0: {} })}` }, 200],
    ["two inputs", { path: `/roadster.list?${input({ limit: 1 })}&${input({ limit: 2 })}` }, 200],
    ["a percent sign in an input", { path: `/roadster.list?${input({ search: "100 %" })}` }, 200],
    ["a plus and a fragment", { path: `/roadster.list?input={"search":"a+b"}#x` }, 200],
    ["bad connection parameters", { path: `/roadster.list?${input({})}&connectionParams=x` }, 400],
    ["an unknown procedure", { path: "/roadster.unknown" }, 404],
    ["an unknown procedure by POST", post("/roadster.unknown", "{}"), 404],
    ["__proto__", { path: "/__proto__" }, 404],
    ["constructor", { path: "/constructor" }, 404],
    ["toString", { path: "/toString" }, 404],
    ["hasOwnProperty by POST", post("/hasOwnProperty", "{}"), 404],
    ["a name with a broken escape in it", { path: "/roadster.list%25zz" }, 400],
    ["a mutation by GET", { path: `/roadster.delete?${input({ id: 1 })}` }, 405],
    ["a query by POST", post("/roadster.list", "{}"), 405],
    ["a mutation by PUT", { ...post("/roadster.delete", `{"id":1}`), method: "PUT" }, 405],
    [
      "a query with a content type",
      { path: "/roadster.list", headers: { "content-type": "text/plain" } },
      400,
    ],
    [
      "JSON with a charset",
      post("/roadster.delete", `{"id":1}`, { "content-type": "application/json;charset=utf-8" }),
      200,
    ],
    ["a wish for a stream", { path: "/roadster.list", headers: { accept: "application/jsonl" } }, 400],
    [
      "a wish for events",
      { path: `/roadster.list?${input({})}`, headers: { accept: "text/event-stream" } },
      200,
    ],
    [
      "tRPC's own accept header",
      { path: "/roadster.list", headers: { "trpc-accept": "application/jsonl" } },
      400,
    ],
  ];

  test.each(unusualCalls)("%s is answered the same", async (_name, request, status) => {
    const { short, official } = await both(request);
    expect(short).toEqual(official);
    expect(short.status).toBe(status);
  });

  test("HEAD is answered the same", async () => {
    const { short, official } = await both({ method: "HEAD", path: "/roadster.list" });
    expect(short).toEqual(official);
    expect(short.status).toBe(204);
  });

  test("so is every combination of path, parameters, headers and method", async () => {
    const paths = [
      "roadster.list",
      "roadster.byId",
      "roadster.create",
      "roadster.list,roadster.count",
      "nothing",
      "__proto__",
      ",",
    ];
    const values = [
      `{}`,
      `{"id":1}`,
      `{"0":{}}`,
      `{"0":{"id":1}}`,
      `{"1":{}}`,
      `[]`,
      `null`,
      `5`,
      `"x"`,
      `{`,
      ``,
    ];
    const parameters = ["", "batch=1", "batch=0", "batch=1&batch=0", "batch"].flatMap((batch) =>
      ["", ...values.map((value) => `&input=${encodeURIComponent(value)}`)].map((value) => batch + value),
    );
    const headers = [
      {},
      { accept: "application/json" },
      { accept: "application/jsonl, */*" },
      { "content-type": "application/json" },
    ];
    const differing: string[] = [];
    for (const path of paths) {
      for (const parameter of parameters) {
        for (const header of headers) {
          const request = { path: `/${path}?${parameter}`, headers: header };
          const { short, official } = await both(request);
          if (JSON.stringify(short) !== JSON.stringify(official)) differing.push(JSON.stringify(request));
        }
      }
    }
    expect(differing).toEqual([]);
  });
});

describe("a mutation is not run", () => {
  const form = [`--b`, `content-disposition: form-data; name="id"`, ``, `1`, `--b--`, ``].join("\r\n");
  const refused: [string, TestRequest, number][] = [
    ["by GET", { path: `/trpc/roadster.delete?${input({ id: 1 })}` }, 405],
    ["by HEAD", { method: "HEAD", path: `/trpc/roadster.delete?${input({ id: 1 })}` }, 204],
    ["as text/plain", post("/trpc/roadster.delete", `{"id":1}`, { "content-type": "text/plain" }), 415],
    [
      "as a posted form",
      post("/trpc/roadster.delete", "id=1", { "content-type": "application/x-www-form-urlencoded" }),
      415,
    ],
    ["without a content type", post("/trpc/roadster.delete", `{"id":1}`, { "content-type": undefined }), 415],
    [
      "as multipart",
      post("/trpc/roadster.delete", form, { "content-type": "multipart/form-data; boundary=b" }),
      400,
    ],
    [
      "as bytes",
      post("/trpc/roadster.delete", `{"id":1}`, { "content-type": "application/octet-stream" }),
      400,
    ],
    [
      "with a tab in the content type",
      post("/trpc/roadster.delete", `{"id":1}`, { "content-type": "text/plain\tapplication/json" }),
      415,
    ],
  ];

  test.each(refused)("%s", async (_name, request, status) => {
    const answer = await running.send(request);
    expect(answer.status).toBe(status);
    expect(await running.orm.em.fork().execute(`select id::int from roadsters order by id`)).toEqual([
      { id: 1 },
      { id: 2 },
    ]);
  });
});

test("the signal of a call fires when the client goes away", async () => {
  const trpc = initTRPC.context<{ orm: never; requestId: string }>().create();
  const started = Promise.withResolvers<void>();
  const aborted = Promise.withResolvers<void>();
  const router = trpc.router({
    wait: trpc.procedure.query(async ({ signal }) => {
      signal?.addEventListener("abort", () => aborted.resolve());
      started.resolve();
      await aborted.promise;
    }),
  });
  const server = Fastify();
  onTestFinished(() => server.close());
  server.get("/:path", async (request, reply) => {
    const context = { orm: running.orm, requestId: request.id };
    expect(await answerSingleCall(router, request, reply, context, () => undefined)).toBe(true);
    return reply;
  });
  await server.listen({ port: 0, host: "127.0.0.1" });
  const socket = connect(portOf(server), "127.0.0.1");
  await once(socket, "connect");
  socket.write("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  await started.promise;
  socket.destroy();
  await aborted.promise;
});

test("the signal of an answered call never fires", async () => {
  const signals: AbortSignal[] = [];
  const trpc = initTRPC.create();
  const router = trpc.router({
    now: trpc.procedure.query(({ signal }) => {
      if (signal) signals.push(signal);
      return "done";
    }),
  });
  const server = Fastify();
  server.get("/:path", async (request, reply) => {
    const context = { orm: running.orm, requestId: request.id };
    await answerSingleCall(router, request, reply, context, () => undefined);
    return reply;
  });
  await server.listen({ port: 0, host: "127.0.0.1" });
  const response = await fetch(`http://127.0.0.1:${portOf(server)}/now`);
  expect(await response.json()).toEqual({ result: { data: "done" } });
  await server.close();
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
});
