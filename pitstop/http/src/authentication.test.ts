import { serveApi, Unauthorized } from "@pitstop/trpc";
import { restOperations } from "@pitstop/trpc/rest";
import { otherRules } from "@pitstop/trpc/test/access";
import { api, procedure, router, servedApi } from "@pitstop/trpc/test/application";
import { expect, test } from "vitest";
import { z } from "zod";
import { json, query, startServer, type TestRequest, testServer } from "../test/index.ts";

const User = z.object({ id: z.string(), name: z.string(), role: z.string() });

/** Tells its caller who they are. */
const whoRouter = router({
  who: router({
    amI: procedure.output(User.optional()).query(({ ctx }) => ctx.user),
  }),
});

Object.assign(otherRules, { "who.amI": ["editor"] });

const bugatti = { id: "17", name: "Ettore", role: "editor" };

const running = testServer(() => ({
  own: {
    api: {
      ...servedApi(),
      router: whoRouter,
      operations: restOperations(whoRouter, {}, api.evolutions),
    },
    authenticate: async ({ headers, url }, { orm }) => {
      if (headers.authorization === undefined) return undefined;
      if (headers.authorization === "Bearer unreachable") throw Object.assign(new Error(), { code: "57P03" });
      if (headers.authorization !== "Bearer 17") throw new Unauthorized("This token has expired.");
      const [row] = await orm.em.fork().execute<{ name: string }[]>("select ? as name", [bugatti.name]);
      expect(url).toMatch(/^\/(trpc|api)/);
      return { ...bugatti, ...row };
    },
  },
}));

const roads: [string, TestRequest, (body: unknown) => unknown][] = [
  ["tRPC", query("who.amI"), (body) => (body as { result: { data: unknown } }).result.data],
  [
    "a batch",
    query("who.amI,who.amI?batch=1"),
    (body) => (body as { result: { data: unknown } }[])[1]?.result.data,
  ],
  ["REST", { path: "/api/v1/who/am-i" }, (body) => body],
];

const as = (request: TestRequest, token?: string): TestRequest => ({
  ...request,
  headers: { authorization: token && `Bearer ${token}` },
});

test.each(roads)("by %s, a procedure is told who calls it", async (_road, request, read) => {
  expect(read(json(await running.send(as(request, "17"))))).toEqual(bugatti);
});

test.each(roads)("by %s, a caller without a credential has to sign in", async (_road, request) => {
  const { status, headers, body } = await running.send(request);
  expect([status, headers["www-authenticate"]]).toEqual([401, "Bearer"]);
  expect(body).toContain("Sign in first.");
});

test.each(roads)("by %s, a bad credential is refused before anything is called", async (_road, request) => {
  const { status, headers, body } = await running.send(as(request, "18"));
  expect([status, headers["www-authenticate"]]).toEqual([401, 'Bearer error="invalid_token"']);
  expect(body).toContain("This token has expired.");
  expect(body).toContain('"UNAUTHORIZED"');
});

test.each(roads)("by %s, a database that is away is no bad credential", async (_road, request) => {
  const { status, headers } = await running.send(as(request, "unreachable"));
  expect([status, headers["www-authenticate"]]).toEqual([503, undefined]);
  expect(headers["retry-after"]).toBeDefined();
});

test("by REST, the refusal is a problem, which the document names", async () => {
  const { headers, body } = await running.send(as({ path: "/api/v1/who/am-i" }, "18"));
  expect(headers["content-type"]).toBe("application/problem+json");
  expect(JSON.parse(body)).toMatchObject({ status: 401, title: "Unauthorized", code: "UNAUTHORIZED" });
  const document = json<{ paths: Record<string, object> }>(await running.send({ path: "/openapi.json" }));
  expect(document.paths["/api/v1/who/am-i"]).toMatchObject({
    get: {
      responses: {
        401: { $ref: "#/components/responses/Unauthorized" },
        403: { $ref: "#/components/responses/Forbidden" },
      },
    },
  });
});

test("health needs no credential, and looks at none", async () => {
  expect((await running.send(as({ path: "/healthz" }, "18"))).status).toBe(200);
});

test("a server whose API has a procedure without a rule doesn't start", async () => {
  const unruled = router({ who: router({ isThere: procedure.output(z.boolean()).query(() => true) }) });
  const own = { api: serveApi(api, unruled, async () => ({})) };
  await expect(startServer({ own })).rejects.toMatchObject({
    code: "PROCEDURE_WITHOUT_RULE",
    message: "No rule says who may call who.isThere.",
    hint: expect.stringContaining("packages/api/src/access.ts"),
  });
});
