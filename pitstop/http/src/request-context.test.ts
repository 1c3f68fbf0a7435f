import { api } from "@pitstop/trpc/test/application";
import { describe, expect, test } from "vitest";
import { json, mutation, query, type TestRequest } from "../test/index.ts";
import { roadsterServer } from "../test/roadsters.ts";

const running = roadsterServer();

const REST = "/api/v1/roadsters";
const input = { name: "Type 35", wheels: 4 };
const body = JSON.stringify(input);
const type = { "content-type": "application/json" };

/** The same creation, by each of the roads to the procedure. */
const roads: [string, (headers: Record<string, string>) => TestRequest][] = [
  ["a single call", (headers) => mutation("roadster.create", input, headers)],
  [
    "a batch",
    (headers) => mutation("roadster.create,roadster.create?batch=1", { 0: input, 1: { ...input } }, headers),
  ],
  ["REST", (headers) => ({ method: "POST", path: REST, headers: { ...type, ...headers }, body })],
];

describe.each(roads)("by %s", (_road, request) => {
  test("a client of a newer version is refused what this server doesn't know, and nothing is done", async () => {
    const count = query("roadster.count", {});
    const before = (await running.send(count)).body;
    const { status, headers, body: answer } = await running.send(request({ "x-pitstop-contract": "later" }));
    expect({ status, retry: headers["retry-after"] }).toEqual({ status: 503, retry: "1" });
    expect(answer).toContain("UNKNOWN_TO_THIS_VERSION");
    expect(answer).toContain("wheels");
    expect((await running.send(count)).body).toBe(before);
  });

  test.each([[api.definition.version.contract], ["not a version, for it has spaces"]])(
    "a client that says it is of the version %j is refused what it mistyped",
    async (contract) => {
      const { status } = await running.send(request({ "x-pitstop-contract": contract }));
      expect([400, 422]).toContain(status);
    },
  );
});

test("a procedure that only a newer version has is refused alike, by tRPC and by REST", async () => {
  for (const asked of [query("plane.list", {}), { path: "/api/v1/planes" }]) {
    const later = await running.send({ ...asked, headers: { "x-pitstop-contract": "later" } });
    expect({ status: later.status, retry: later.headers["retry-after"] }).toEqual({
      status: 503,
      retry: "1",
    });
    expect(later.body).toContain("UNKNOWN_TO_THIS_VERSION");
    expect((await running.send(asked)).status).toBe(404);
  }
});

test("an answer that has nothing to say beside has no such headers", async () => {
  const { headers } = await running.send(query("roadster.list", {}));
  expect(Object.keys(headers).filter((name) => /deprecat|sunset|x-pitstop/.test(name))).toEqual([]);
});

test.each([
  query("roadster.count", { filter: { name: { equals: "None" }, wheels: { equals: 4 } } }),
  query("roadster.list", { sort: { by: "wheels" } }),
])(
  "a list that only another version can answer is refused, and to be asked for again: $path",
  async (asked) => {
    const {
      status,
      body: answer,
      headers,
    } = await running.send({
      ...asked,
      headers: { "x-pitstop-contract": "later" },
    });
    expect(status).toBe(503);
    expect(headers["retry-after"]).toBe("1");
    expect(json({ body: answer } as never)).toMatchObject({
      error: { data: { code: "SERVICE_UNAVAILABLE", reason: "UNKNOWN_TO_THIS_VERSION" } },
    });
  },
);
