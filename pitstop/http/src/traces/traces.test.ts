import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { mutation, portOf, query } from "../../test/index.ts";
import { roadsterServer, spawnRoadsterServer, startRoadsterServer } from "../../test/roadsters.ts";

interface SentSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly status: { readonly code?: number };
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly object[] };
    readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[];
  }[];
}

/** A collector that takes OTLP over HTTP, as JSON. */
async function collector() {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    if (request.url === "/v1/traces") bodies.push(await text(request));
    response.setHeader("content-type", "application/json").end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const sent = (): Sent[] => bodies.map((body) => JSON.parse(body) as Sent); // as the protocol says
  return {
    endpoint: `http://127.0.0.1:${portOf({ server })}`,
    received: () => bodies.join("\n"),
    sent,
    spans: () =>
      sent().flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      ),
  };
}

const running = roadsterServer();
const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const CALLER = "00f067aa0ba902b7";
const traceparent = `00-${TRACE}-${CALLER}-01`;

async function traced() {
  const to = await collector();
  const server = await startRoadsterServer({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: to.endpoint } });
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await server.close();
    isClosed = true;
  };
  onTestFinished(close);
  return { ...to, server, close };
}

const attribute = (span: SentSpan | undefined, name: string): object | undefined =>
  span?.attributes.find(({ key }) => key === name)?.value;

test("a trace goes on from its caller to the SQL statement, by tRPC and by REST", async () => {
  const { server, close, spans, sent } = await traced();
  await server.send({ ...query("roadster.list", {}), headers: { traceparent } });
  await server.send({ path: "/api/v1/roadsters/999", headers: { traceparent } });
  await close();
  const ours = spans().filter(({ traceId }) => traceId === TRACE);
  for (const [route, procedure, status] of [
    ["/trpc/:path", "roadster.list", 200],
    ["/api/v1/roadsters/:id", "roadster.byId", 404],
  ] as const) {
    const request = ours.find(({ name }) => name === `GET ${route}`);
    expect(request?.parentSpanId).toBe(CALLER);
    expect(attribute(request, "pitstop.procedures")).toEqual({
      arrayValue: { values: [{ stringValue: procedure }] },
    });
    expect(attribute(request, "http.response.status_code")).toEqual({ intValue: status });
    const statements = ours.filter(({ parentSpanId }) => parentSpanId === request?.spanId);
    expect(statements.map(({ name }) => name)).toContain("SELECT");
    expect(attribute(statements[0], "db.query.text")).toEqual({
      stringValue: expect.stringMatching(/^select .* from "?roadsters/),
    });
  }
  expect(sent()[0]?.resourceSpans[0]?.resource.attributes).toContainEqual({
    key: "service.name",
    value: { stringValue: "Pitstop" },
  });
});

test("statements after a body belong to the trace too", async () => {
  const { server, close, spans } = await traced();
  const made = await server.send(mutation("homeland.create", { name: "Molsheim" }, { traceparent }));
  expect(made.status).toBe(200);
  await close();
  const request = spans().find(({ name }) => name === "POST /trpc/:path");
  const below = spans().filter(({ parentSpanId }) => parentSpanId === request?.spanId);
  expect(below.map((span) => attribute(span, "db.query.text"))).toContainEqual({
    stringValue: expect.stringContaining("insert into"),
  });
});

test("no value of a caller, of a record or of an error is in a span", async () => {
  const { server, close, received, spans } = await traced();
  const secret = "Unmistakable";
  await server.send(mutation("homeland.create", { name: secret }));
  await server.send(mutation("homeland.create", { name: secret }));
  await server.send(query("homeland.list", { where: { name: { contains: "nmistakabl" } } }));
  await server.send({ path: `/api/v1/homelands?search=${encodeURIComponent(secret)}` });
  await server.send({ path: "/api/v1/unmistakable/unmistakable" });
  await server.send(query("unmistakable.made.up"));
  await server.send({ path: "/contract", headers: { traceparent, tracestate: "vendor=unmistakable" } });
  await server.orm.em.fork().execute("select 1"); // outside of a request: no span
  await close();
  expect(spans().length).toBeGreaterThan(6);
  expect(received()).not.toMatch(/nmistakabl/i);
});

test("a statement that fails is told by its code", async () => {
  const { server, close, spans } = await traced();
  await server.orm.em.fork().execute("alter table roadsters rename to elsewhere_for_a_while");
  expect((await server.send(query("roadster.list", {}))).status).toBe(500);
  await server.orm.em.fork().execute("alter table elsewhere_for_a_while rename to roadsters");
  await close();
  const failed = spans().filter(({ status }) => status.code === 2);
  expect(failed.map(({ name }) => name).sort()).toEqual(["GET /trpc/:path", "SELECT"]);
  const statement = failed.find(({ name }) => name === "SELECT");
  expect(attribute(statement, "db.response.status_code")).toEqual({ stringValue: "42P01" });
});

test("a caller that doesn't want a trace has none, and neither have probes", async () => {
  const { server, close, spans } = await traced();
  await server.send({ ...query("roadster.list", {}), headers: { traceparent: `00-${TRACE}-${CALLER}-00` } });
  await server.send({ path: "/readyz" });
  await server.send({ path: "/healthz" });
  await server.send({ path: "/contract" });
  await close();
  expect(spans().map(({ name }) => name)).toEqual(["GET /contract"]);
});

test("the log has the ids of trace and request, and the span has that of the request", async () => {
  const to = await collector();
  const server = await spawnRoadsterServer({
    DATABASE_URL: running.databaseUrl,
    OTEL_EXPORTER_OTLP_ENDPOINT: to.endpoint,
  });
  const { headers } = await server.send({ ...query("roadster.list", {}), headers: { traceparent } });
  server.process.kill("SIGTERM");
  expect(await server.ended).toBe(0);
  const completed = server
    .output()
    .split("\n")
    .filter((line) => line.includes("request completed") && line.includes(TRACE))
    .map((line) => JSON.parse(line) as object);
  expect(completed).toEqual([expect.objectContaining({ traceId: TRACE, reqId: headers["x-request-id"] })]);
  const request = to.spans().find(({ name }) => name === "GET /trpc/:path");
  expect(attribute(request, "pitstop.request_id")).toEqual({ stringValue: headers["x-request-id"] });
});

test("a collector that is away is in the log, and neither delays calls nor the end", async () => {
  const server = await spawnRoadsterServer({
    DATABASE_URL: running.databaseUrl,
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1",
  });
  expect((await server.send(query("roadster.list", {}))).status).toBe(200);
  server.process.kill("SIGTERM");
  expect(await server.ended).toBe(0);
  expect(server.output()).toContain("traces can't be sent");
});
