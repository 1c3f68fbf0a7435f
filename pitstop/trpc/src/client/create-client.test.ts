import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import type { TRPCClient } from "@trpc/client";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import { afterEach, expect, expectTypeOf, test } from "vitest";
import { admin } from "../../test/access.ts";
import { appRouter } from "../../test/application.ts";
import { roadsterApi } from "../../test/roadster-api.ts";
import { createRoadsterClient, type RoadsterRouter } from "../../test/roadsters.ts";
import { clientVersionOf } from "../evolution/client-version.ts";

const api = roadsterApi();
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/**
 * A real HTTP server whose first `failures` requests are answered by 503, or by `older` servers, to which the client's
 * version is still to come. Gives its address and what was asked.
 */
async function listen({ failures = 0, older = 0 } = {}) {
  const requests: string[] = [];
  const handler = createHTTPHandler({
    router: appRouter,
    basePath: "/trpc/",
    createContext: ({ req }) => ({
      orm: api.orm,
      requestId: "test",
      user: admin,
      client: clientVersionOf(req.headers),
    }),
  });
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (requests.length <= older) request.headers["x-pitstop-contract"] = "later";
    if (requests.length <= failures) return void response.writeHead(503).end();
    handler(request, response);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has a port.");
  return { url: `http://127.0.0.1:${address.port}`, requests };
}

test("calls made in one tick travel in one request", async () => {
  const { url, requests } = await listen();
  const client = createRoadsterClient(url);
  await Promise.all([
    client.roadster.list.query({}),
    client.homeland.list.query({}),
    client.roadster.count.query({}),
  ]);
  expect(requests).toHaveLength(1);
});

test("a query is tried again while the server is briefly away, a mutation is not", async () => {
  const { url, requests } = await listen({ failures: 2 });
  expect((await createRoadsterClient(url).roadster.count.query({})).exact).toBe(true);
  expect(requests).toHaveLength(3);
  server?.close();
  const second = await listen({ failures: 1 });
  await expect(createRoadsterClient(second.url).roadster.create.mutate({ name: "Once" })).rejects.toThrow();
  expect(second.requests).toHaveLength(1);
});

test("a call that older servers refuse is tried again until a newer one answers, a mutation too", async () => {
  const { url, requests } = await listen({ older: 2 });
  const input = { name: "Type 35", wheels: 4 };
  // The newer server of this test doesn't know it either, and so refuses the input itself.
  await expect(createRoadsterClient(url).roadster.create.mutate(input)).rejects.toMatchObject({
    data: { code: "BAD_REQUEST", fields: { wheels: expect.any(Array) } },
  });
  expect(requests).toHaveLength(3);
  expect((await createRoadsterClient(url).roadster.count.query({})).count).toBe(0);
});

test("a call is aborted by its signal", async () => {
  const { url } = await listen();
  const controller = new AbortController();
  const call = createRoadsterClient(url).roadster.list.query({}, { signal: controller.signal });
  controller.abort();
  await expect(call).rejects.toThrow(/abort/i);
});

test("an address works with and without /trpc", async () => {
  const { url } = await listen();
  for (const address of [url, `${url}/`, `${url}/trpc`, `${url}/trpc/`]) {
    expect(await createRoadsterClient(address).roadster.count.query({})).toEqual({ count: 0, exact: true });
  }
});

test("the example of the guide to calling the API is this code, and it runs", async () => {
  const { url } = await listen();
  // the guide
  const pitstop = createRoadsterClient(url);
  const { items, nextCursor } = await pitstop.roadster.list.query({
    filter: { name: { contains: "ford" } },
    sort: { by: "createdAt", direction: "desc" },
  });
  const roadster = await pitstop.roadster.create.mutate({
    name: "Corolla",
    homelandId: items[0]?.homeland?.id ?? null,
  });
  await pitstop.roadster.update.mutate({ id: roadster.id, version: roadster.version, name: "Corolla GT" });
  // the guide
  expect(nextCursor).toBeNull();
  expect(await pitstop.roadster.byId.query({ id: roadster.id })).toMatchObject({
    name: "Corolla GT",
    version: 2,
  });

  const source = readFileSync(import.meta.filename, "utf8");
  const [, ran = ""] = source.split(/^ {2}\/\/ the guide\n/m);
  const readme = readFileSync(join(import.meta.dirname, "../../../../docs/guides/call-the-api.md"), "utf8");
  const [, stated = ""] = /^```ts\nimport .*\n\n([\s\S]*?)^```/m.exec(readme) ?? [];
  expect(inRoadsters(stated)).toBe(
    ran.replace(/^ {2}/gm, "").replace("createRoadsterClient(url)", 'createClient("http://127.0.0.1:3000")'),
  );
});

/** The guide calls the domains that this repository comes with; here stand those that no operation takes away. */
const inRoadsters = (code: string): string =>
  code.replaceAll("category", "homeland").replace(/\bcar\b/g, "roadster");

test("no server code stands behind it", () => {
  // Loads the client in a process that refuses to resolve anything of the server's.
  const refusal = `
    import { registerHooks } from "node:module";
    registerHooks({
      resolve(specifier, context, next) {
        if (/mikro-orm|kysely|^pg$|^@pitstop|fastify/.test(specifier)) throw new Error("server code: " + specifier);
        return next(specifier, context);
      },
    });`;
  const hook = `data:text/javascript,${encodeURIComponent(refusal)}`;
  execFileSync(process.execPath, ["--import", hook, join(import.meta.dirname, "index.ts")]);
  expect(() =>
    execFileSync(process.execPath, ["--import", hook, join(import.meta.dirname, "../index.ts")], {
      stdio: "ignore",
    }),
  ).toThrow();
});

test("inputs and outputs are typed to the field", () => {
  expectTypeOf(createRoadsterClient).returns.toExtend<TRPCClient<RoadsterRouter>>();
  type Client = ReturnType<typeof createRoadsterClient>;
  type Page = Awaited<ReturnType<Client["roadster"]["list"]["query"]>>;
  expectTypeOf<Page["items"][number]["homeland"]>().toEqualTypeOf<{ id: number; name: string } | null>();
  expectTypeOf<Parameters<Client["roadster"]["create"]["mutate"]>[0]>().toExtend<{
    name: string;
    color?: string | null | undefined;
  }>();
  // @ts-expect-error a field that the output does not have does not compile in a frontend
  type Missing = Page["items"][number]["wheels"];
  expectTypeOf<Missing>();
});
