import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { json, type TestAnswer, type TestRequest } from "../../test/index.ts";
import { roadsterServer, startRoadsterServer } from "../../test/roadsters.ts";
import { BODY_LIMIT } from "../server.ts";

const running = roadsterServer();

beforeEach(async () => {
  await running.orm.em.fork().execute(`truncate roadsters, homelands restart identity`);
});

interface RoadsterRecord {
  id: number;
  name: string;
  color: string | null;
  homeland: { id: number; name: string } | null;
  version: number;
}
interface PageOfRoadsters {
  items: RoadsterRecord[];
  nextCursor: string | null;
  previousCursor: string | null;
}

const ROADSTERS = "/api/v1/roadsters";

const get = (path: string, headers: Record<string, string> = {}) => running.send({ path, headers });
const sending =
  (method: string) =>
  (path: string, body: unknown, headers: Record<string, string> = {}) =>
    running.send({
      method,
      path,
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
const post = sending("POST");
const patch = sending("PATCH");
const remove = (path: string, headers: Record<string, string> = {}) =>
  running.send({ method: "DELETE", path, headers });

const createRoadster = async (roadster: object) => json<RoadsterRecord>(await post(ROADSTERS, roadster));

/** Holds an answer against the form that every problem has, and gives it. */
function problemOf(answer: TestAnswer, status: number, code: string): Record<string, unknown> {
  const problem = json<Record<string, unknown>>(answer);
  expect(problem).toMatchObject({ status, code });
  expect(answer.status).toBe(status);
  expect(answer.headers["content-type"]).toBe("application/problem+json");
  expect(answer.headers["cache-control"]).toBe("no-store");
  expect(problem).toEqual({
    ...problem,
    type: "about:blank",
    title: expect.any(String),
    detail: expect.stringMatching(/\.$/),
    requestId: answer.headers["x-request-id"],
  });
  return problem;
}

describe("a record", () => {
  test("is created with 201, its address and its tag, and read at that address", async () => {
    const created = await post(ROADSTERS, { name: "Saab", color: "red" });
    expect(created.status).toBe(201);
    expect(created.headers.location).toBe("/api/v1/roadsters/1");
    expect(created.headers["content-type"]).toBe("application/json");
    expect(json(created)).toMatchObject({ id: 1, name: "Saab", color: "red", homeland: null, version: 1 });
    const read = await get(String(created.headers.location));
    expect(read.status).toBe(200);
    expect(read.body).toBe(created.body);
    expect(read.headers.etag).toBe(created.headers.etag);
    expect(read.headers["cache-control"]).toBe("private, no-cache");
  });

  test("is changed with 200 and a new tag", async () => {
    const created = await post(ROADSTERS, { name: "Saab" });
    const changed = await patch(
      `${ROADSTERS}/1`,
      { color: "blue" },
      { "if-match": String(created.headers.etag) },
    );
    expect(changed.status).toBe(200);
    expect(json(changed)).toMatchObject({ id: 1, name: "Saab", color: "blue", version: 2 });
    expect(changed.headers.etag).not.toBe(created.headers.etag);
    expect((await get(`${ROADSTERS}/1`)).headers.etag).toBe(changed.headers.etag);
  });

  test("is deleted with 204 and nothing else, and is not there after that", async () => {
    await createRoadster({ name: "Saab" });
    const answer = await remove(`${ROADSTERS}/1`);
    expect(answer.status).toBe(204);
    expect(answer.body).toBe("");
    expect(answer.headers).not.toHaveProperty("content-type");
    expect(problemOf(await remove(`${ROADSTERS}/1`), 404, "NOT_FOUND").detail).toMatch(
      /^Roadster 1 does not exist/,
    );
  });

  test.each(["GET", "HEAD", "DELETE"])("that is not there is 404 for %s", async (method) => {
    const answer = await running.send({ method, path: `${ROADSTERS}/4711` });
    expect(answer.status).toBe(404);
  });

  test("that is not there cannot be changed", async () => {
    problemOf(await patch(`${ROADSTERS}/4711`, { version: 1 }), 404, "NOT_FOUND");
    problemOf(await patch(`${ROADSTERS}/4711`, {}, { "if-match": "*" }), 404, "NOT_FOUND");
    problemOf(await patch(`${ROADSTERS}/4711`, {}, { "if-match": '"4711.1.x"' }), 404, "NOT_FOUND");
  });

  test("is not deleted by a request with a body, which nobody would read", async () => {
    await createRoadster({ name: "Saab" });
    const path = `${ROADSTERS}/1`;
    const headers = { "content-type": "application/json" };
    const refused = await running.send({ method: "DELETE", path, headers, body: '{"version":7}' });
    expect(problemOf(refused, 400, "BAD_REQUEST").detail).toContain("?version=1");
    expect((await running.send({ method: "DELETE", path, headers })).status).toBe(204);
  });

  test("that others refer to is not deleted: 409 says why", async () => {
    await post("/api/v1/homelands", { name: "Europe" });
    await createRoadster({ name: "Saab", homelandId: 1 });
    const problem = problemOf(await remove("/api/v1/homelands/1"), 409, "CONFLICT");
    expect(problem).toMatchObject({ reason: "referenced", title: "Conflict" });
  });

  test("with a name that another one has is 409 with a message at the field", async () => {
    await post("/api/v1/homelands", { name: "Europe" });
    const answer = await post("/api/v1/homelands", { name: "Europe" });
    expect(problemOf(answer, 409, "CONFLICT")).toMatchObject({
      reason: "unique",
      fields: { name: [expect.stringContaining("Another homeland has this name")] },
    });
  });
});

describe("If-Match", () => {
  test("lets one of two writers win; the other one gets 412 and reads again", async () => {
    const { etag } = (await post(ROADSTERS, { name: "Saab" })).headers;
    const answers = await Promise.all(
      ["red", "blue"].map((color) => patch(`${ROADSTERS}/1`, { color }, { "if-match": String(etag) })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const [won] = answers.filter(({ status }) => status === 200);
    const [lost] = answers.filter(({ status }) => status === 412);
    const problem = problemOf(lost as TestAnswer, 412, "PRECONDITION_FAILED");
    expect(problem).toMatchObject({ reason: "stale" });
    const now = await get(`${ROADSTERS}/1`);
    expect(now.body).toBe(won?.body);
    const again = await patch(`${ROADSTERS}/1`, { color: "green" }, { "if-match": String(now.headers.etag) });
    expect(json(again)).toMatchObject({ color: "green", version: 3 });
  });

  test("keeps a delete from what somebody changed meanwhile", async () => {
    const { etag } = (await post(ROADSTERS, { name: "Saab" })).headers;
    await patch(`${ROADSTERS}/1`, { version: 1, color: "red" });
    problemOf(await remove(`${ROADSTERS}/1`, { "if-match": String(etag) }), 412, "PRECONDITION_FAILED");
    expect((await remove(`${ROADSTERS}/1`, { "if-match": '"1.2.any"' })).status).toBe(204);
  });

  test.each([
    ["*", 200],
    ['"1.2.x", "1.1.x"', 200],
    ['"1.1.the-hash-of-another-answer"', 200],
    ['"1.2.x"', 412],
    ['"1.2.x", "1.3.x"', 412],
    ['"2.1.x"', 412],
    ['W/"1.1.x"', 412],
    ['"of another server"', 400],
    ['"foreign"', 412],
    ["1.1.x", 400],
    ['"1.1.x" "1.2.x"', 400],
    ["", 400],
  ])("%s of a record in version 1 is answered by %i", async (ifMatch, status) => {
    await createRoadster({ name: "Saab" });
    const answer = await patch(`${ROADSTERS}/1`, { color: "red" }, { "if-match": ifMatch });
    expect(answer.status).toBe(status);
    expect(json<RoadsterRecord>(await get(`${ROADSTERS}/1`)).version).toBe(status === 200 ? 2 : 1);
  });

  test("of a change of nothing is that of the record as it is", async () => {
    const created = await post(ROADSTERS, { name: "Saab" });
    const { etag = "" } = created.headers;
    for (const [body, headers] of [[{}, { "if-match": etag }], [{ version: 1 }]] as const) {
      const answer = await patch(`${ROADSTERS}/1`, body, headers);
      expect(answer.headers.etag).toBe(etag);
      expect(answer.body).toBe(created.body);
    }
    problemOf(await patch(`${ROADSTERS}/1`, {}, { "if-match": '"1.2.x"' }), 412, "PRECONDITION_FAILED");
    problemOf(await patch(`${ROADSTERS}/1`, { version: 2 }), 409, "CONFLICT");
  });

  test("or the version is asked for: a change without either is 428 and changes nothing", async () => {
    await createRoadster({ name: "Saab" });
    problemOf(await patch(`${ROADSTERS}/1`, { color: "red" }), 428, "PRECONDITION_REQUIRED");
    expect(await createRoadster({ name: "Volvo" })).toMatchObject({ id: 2 });
    expect(json(await get(`${ROADSTERS}/1`))).toMatchObject({ color: null, version: 1 });
  });

  test("and a version beside it are one too many", async () => {
    await createRoadster({ name: "Saab" });
    const answer = await patch(`${ROADSTERS}/1`, { version: 1 }, { "if-match": '"1.1.x"' });
    expect(problemOf(answer, 400, "BAD_REQUEST").fields).toHaveProperty("version");
  });

  test("is not needed where the body says the version: a stale one is 409", async () => {
    await createRoadster({ name: "Saab" });
    expect((await patch(`${ROADSTERS}/1`, { version: 1, color: "red" })).status).toBe(200);
    const stale = await patch(`${ROADSTERS}/1`, { version: 1, color: "blue" });
    expect(problemOf(stale, 409, "CONFLICT").reason).toBe("stale");
    expect(problemOf(await remove(`${ROADSTERS}/1?version=1`), 409, "CONFLICT").reason).toBe("stale");
    expect((await remove(`${ROADSTERS}/1?version=2`)).status).toBe(204);
  });
});

describe("If-None-Match", () => {
  test.each([ROADSTERS, `${ROADSTERS}/count`, `${ROADSTERS}/1`])(
    "answers 304 without a body at %s",
    async (path) => {
      await createRoadster({ name: "Saab" });
      const first = await get(path);
      for (const known of [
        first.headers.etag,
        `W/${first.headers.etag}`,
        `"other", ${first.headers.etag}`,
        "*",
      ]) {
        const again = await get(path, { "if-none-match": String(known) });
        expect(again.status).toBe(304);
        expect(again.body).toBe("");
        expect(again.headers.etag).toBe(first.headers.etag);
      }
      expect((await get(path, { "if-none-match": '"other"' })).status).toBe(200);
    },
  );

  test("sees what no version of the record counts: another name of its homeland", async () => {
    await post("/api/v1/homelands", { name: "Europe" });
    const { etag } = (await post(ROADSTERS, { name: "Saab", homelandId: 1 })).headers;
    await patch("/api/v1/homelands/1", { version: 1, name: "Sweden" });
    const answer = await get(`${ROADSTERS}/1`, { "if-none-match": String(etag) });
    expect(answer.status).toBe(200);
    expect(json(answer)).toMatchObject({ homeland: { name: "Sweden" }, version: 1 });
    // And the tag of the roadster still names its version.
    const changed = await patch(`${ROADSTERS}/1`, { color: "red" }, { "if-match": String(etag) });
    expect(changed.status).toBe(200);
  });
});

describe("a condition that an operation can't look at is refused, and nothing is done", () => {
  test.each([
    ["POST", ROADSTERS, { "if-none-match": "*" }, 412],
    ["PATCH", `${ROADSTERS}/1`, { "if-none-match": "*", "if-match": "*" }, 412],
    ["POST", ROADSTERS, { "if-match": '"1.1.x"' }, 400],
    ["PATCH", `${ROADSTERS}/1`, { "if-none-match": '"1.1.x"', "if-match": "*" }, 400],
    ["DELETE", `${ROADSTERS}/1`, { "if-unmodified-since": "Sat, 01 Aug 2026 00:00:00 GMT" }, 400],
  ])("%s %s %o", async (method, path, conditions, status) => {
    await createRoadster({ name: "Saab" });
    const isRemoval = method === "DELETE";
    const headers = { ...(!isRemoval && { "content-type": "application/json" }), ...conditions };
    const answer = await running.send({
      method,
      path,
      headers: headers as Record<string, string>, // none of them is left undefined
      ...(!isRemoval && { body: `{"name":"Volvo"}` }),
    });
    expect(answer.status).toBe(status);
    const { items } = json<{ items: object[] }>(await get(ROADSTERS));
    expect(items).toMatchObject([{ name: "Saab", version: 1 }]);
  });
});

test("addresses begin with the prefix of a trusted proxy, and of nobody else", async () => {
  const trusting = await startRoadsterServer({ trustProxy: "127.0.0.1" });
  onTestFinished(trusting.close);
  const create = {
    method: "POST",
    path: ROADSTERS,
    headers: { "content-type": "application/json", "x-forwarded-prefix": "/shop/" },
    body: `{"name":"Saab"}`,
  };
  const proxied = { ...create, headers: { ...create.headers, "x-forwarded-for": "203.0.113.7" } };
  expect((await trusting.send(proxied)).headers.location).toBe(`/shop${ROADSTERS}/1`);
  expect((await running.send(proxied)).headers.location).toMatch(/^\/api/);
  const evil = { ...proxied, headers: { ...proxied.headers, "x-forwarded-prefix": "//evil.example" } };
  expect((await trusting.send(evil)).headers.location).toBe(`${ROADSTERS}/2`);
  const list = { path: `${ROADSTERS}?limit=1`, headers: { ...proxied.headers, "content-type": undefined } };
  expect((await trusting.send(list)).headers.link).toContain(`</shop${ROADSTERS}?limit=1&cursor=`);
});

describe("a list", () => {
  beforeEach(async () => {
    await post("/api/v1/homelands", { name: "Europe" });
    await createRoadster({ name: "Saab", color: "red", homelandId: 1 });
    await createRoadster({ name: "Volvo", color: "blue" });
    await createRoadster({ name: "Yugo 100%", color: "red" });
    await createRoadster({ name: "Mini" });
  });

  const names = async (query: string) => {
    const answer = await get(`${ROADSTERS}?${query}`);
    expect(answer.body, query).not.toContain("detail");
    return json<PageOfRoadsters>(answer).items.map(({ name }) => name);
  };

  test.each([
    ["", ["Saab", "Volvo", "Yugo 100%", "Mini"]],
    ["limit=2", ["Saab", "Volvo"]],
    ["sort=-name", ["Yugo 100%", "Volvo", "Saab", "Mini"]],
    ["sort=name&limit=1", ["Mini"]],
    ["color=red", ["Saab", "Yugo 100%"]],
    ["color.in=red&color.in=blue", ["Saab", "Volvo", "Yugo 100%"]],
    ["color.in=blue", ["Volvo"]],
    ["color.isNull=true", ["Mini"]],
    ["color.isNull=false&sort=-id", ["Yugo 100%", "Volvo", "Saab"]],
    ["name.contains=%25", ["Yugo 100%"]],
    ["name.from=Saab&name.to=Saab", ["Saab"]],
    ["search=vol", ["Volvo"]],
    ["search=yugo+100%25", ["Yugo 100%"]],
    ["homelandId=1", ["Saab"]],
    ["homelandId.isNull=true&sort=id", ["Volvo", "Yugo 100%", "Mini"]],
    ["id.in=1&id.in=4", ["Saab", "Mini"]],
    ["createdAt.from=2000-01-01T00:00:00.000Z&limit=1", ["Saab"]],
    ["createdAt.to=2000-01-01T00:00:00.000Z", []],
    ["color=", []],
  ])("of ?%s", async (query, expected) => {
    const found = await names(query);
    expect(found).toEqual(expected);
  });

  test("is counted by the same filters", async () => {
    expect(json(await get(`${ROADSTERS}/count?color=red`))).toEqual({ count: 2, exact: true });
    expect(json(await get(`${ROADSTERS}/count?search=o`))).toEqual({ count: 2, exact: true });
  });

  test("is walked from end to end and back by its Link headers, with the filter kept", async () => {
    const walk = async (from: string, relation: string) => {
      const seen: string[][] = [];
      let path: string | undefined = from;
      while (path !== undefined) {
        const answer: TestAnswer = await get(path);
        seen.push(json<PageOfRoadsters>(answer).items.map(({ name }) => name));
        last = path;
        path = new RegExp(`<([^>]+)>; rel="${relation}"`).exec(String(answer.headers.link))?.[1];
      }
      return seen;
    };
    let last = "";
    expect(await walk(`${ROADSTERS}?limit=1&color.isNull=false&sort=-name&search=o`, "next")).toEqual([
      ["Yugo 100%"],
      ["Volvo"],
    ]);
    // The cursor says it: another version may know the attribute by another name.
    expect(last).not.toContain("sort=");
    expect(await walk(last, "prev")).toEqual([["Volvo"], ["Yugo 100%"]]);
    expect(await walk(`${ROADSTERS}?limit=3`, "next")).toEqual([["Saab", "Volvo", "Yugo 100%"], ["Mini"]]);
  });

  test("without more pages has no Link header", async () => {
    expect((await get(ROADSTERS)).headers).not.toHaveProperty("link");
  });

  test("answers HEAD with the same headers and no body", async () => {
    const answer = await get(ROADSTERS);
    const head = await running.send({ method: "HEAD", path: ROADSTERS });
    expect(head.status).toBe(200);
    expect(head.body).toBe("");
    expect(head.headers.etag).toBe(answer.headers.etag);
    expect(head.headers["content-type"]).toBe("application/json");
    expect(head.headers["content-length"]).toBe(answer.headers["content-length"]);
  });
});

describe("input that is not valid is 400 with a message at the place, named as the caller named it", () => {
  const places: [string, TestRequest, string][] = [
    ["a limit that is no number", { path: `${ROADSTERS}?limit=many` }, "limit"],
    ["a limit out of range", { path: `${ROADSTERS}?limit=101` }, "limit"],
    ["a number in another way of writing", { path: `${ROADSTERS}?limit=1e1` }, "limit"],
    ["an unknown parameter", { path: `${ROADSTERS}?colour=red` }, "colour"],
    ["an unknown condition", { path: `${ROADSTERS}?color.like=red` }, "color.like"],
    [
      "a path of the procedure's input",
      { path: `${ROADSTERS}?filter.color.equals=red` },
      "filter.color.equals",
    ],
    ["an attribute of Object", { path: `${ROADSTERS}?__proto__=1` }, "__proto__"],
    ["a parameter given twice", { path: `${ROADSTERS}?color=red&color=blue` }, "color"],
    ["a sort that is not offered", { path: `${ROADSTERS}?sort=homeland` }, "sort"],
    ["a boolean that is none", { path: `${ROADSTERS}?color.isNull=yes` }, "color.isNull"],
    ["a relation's id that is none", { path: `${ROADSTERS}?homelandId=Europe` }, "homelandId"],
    ["one of a list", { path: `${ROADSTERS}?id.in=1&id.in=x` }, "id.in"],
    ["a moment that is none", { path: `${ROADSTERS}?createdAt.from=yesterday` }, "createdAt.from"],
    ["an id that is no number", { path: `${ROADSTERS}/abc` }, "id"],
    ["an id of a half", { path: `${ROADSTERS}/0.5` }, "id"],
    ["another address of the same record", { path: `${ROADSTERS}/01` }, "id"],
    ["an id beyond all integers", { path: `${ROADSTERS}/9223372036854775808` }, "id"],
    ["a parameter where there is none", { path: `${ROADSTERS}/1?verbose=1` }, "verbose"],
  ];
  test.each(places)("%s", async (_name, request, field) => {
    const { fields, detail } = problemOf(await running.send(request), 400, "BAD_REQUEST");
    expect(Object.keys(fields as object)).toEqual([field]);
    expect(detail).toContain(field);
  });

  const bodies: [string, unknown, string][] = [
    ["no name", {}, "name"],
    ["an empty name", { name: " " }, "name"],
    ["a long name", { name: "x".repeat(81) }, "name"],
    ["another type", { name: 1 }, "name"],
    ["an unknown attribute", { name: "Saab", wheels: 4 }, "wheels"],
    ["an id", { name: "Saab", id: 7 }, "id"],
    ["a homeland that is not there", { name: "Saab", homelandId: 4711 }, "homelandId"],
    ["a list", [{ name: "Saab" }], "input"],
    ["null", null, "input"],
    ["a text", "Saab", "input"],
  ];
  test.each(bodies)("a new record: %s", async (_name, body, field) => {
    const { fields } = problemOf(await post(ROADSTERS, body), 400, "BAD_REQUEST");
    expect(Object.keys(fields as object)).toEqual([field]);
  });

  test.each([
    ["an id in the body", { id: 1, version: 1 }, "id"],
    ["a text as version", { version: "1" }, "version"],
    ["a name of null", { version: 1, name: null }, "name"],
    ["a list", [1, 2], "input"],
  ])("a change: %s", async (_name, body, field) => {
    await createRoadster({ name: "Saab" });
    const { fields } = problemOf(await patch(`${ROADSTERS}/1`, body), 400, "BAD_REQUEST");
    expect(Object.keys(fields as object)).toEqual([field]);
    expect(json(await get(`${ROADSTERS}/1`))).toMatchObject({ version: 1 });
  });

  test.each([
    ["a cursor of nobody", "cursor=abc"],
    ["a null character", "search=%00"],
    ["half an escape", "search=%C5"],
    ["a query that is hardly one", "&&=&"],
    ["a search that is too long", `search=${"x".repeat(201)}`],
    ["too many values", Array.from({ length: 101 }, (_, id) => `id.in=${id + 1}`).join("&")],
  ])("a query with %s", async (_name, query) => {
    const answer = await get(`${ROADSTERS}?${query}`);
    expect([200, 400]).toContain(answer.status);
    if (answer.status === 400) problemOf(answer, 400, "BAD_REQUEST");
    expect(answer.body).not.toMatch(LEAKS);
  });

  test.each([
    ["no JSON", "{", 400],
    ["an empty text", "", 400],
    ["a prototype", `{"__proto__":{"admin":true},"name":"Saab"}`, 400],
    ["a constructor", `{"constructor":{"prototype":{"admin":true}},"name":"Saab"}`, 400],
    ["bytes", "\u0000\ufffd", 400],
  ])("a body of %s", async (_name, body, status) => {
    const headers = { "content-type": "application/json" };
    const answer = await running.send({ method: "POST", path: ROADSTERS, headers, body });
    problemOf(answer, status, "BAD_REQUEST");
    expect(answer.body).not.toMatch(LEAKS);
  });
});

const LEAKS = /select |insert |update "|"roadsters"|constraint|SQLSTATE|node_modules|\bat .*\.ts|FST_/i;

describe("HTTP is spoken as it should be", () => {
  test.each([
    "text/plain",
    "application/xml",
    "multipart/form-data; boundary=b",
    "application/x-www-form-urlencoded",
  ])("a body of %s is 415", async (type) => {
    const headers = { "content-type": type };
    const answer = await running.send({ method: "POST", path: ROADSTERS, headers, body: `{"name":"Saab"}` });
    problemOf(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
  });

  test("a body that does not say what it is is 415, and none at all is told as missing", async () => {
    problemOf(
      await running.send({ method: "POST", path: ROADSTERS, body: "{}" }),
      415,
      "UNSUPPORTED_MEDIA_TYPE",
    );
    problemOf(await running.send({ method: "POST", path: ROADSTERS }), 400, "BAD_REQUEST");
  });

  test("JSON with a charset is JSON", async () => {
    const answer = await post(
      ROADSTERS,
      { name: "Saab" },
      { "content-type": "application/json; charset=utf-8" },
    );
    expect(answer.status).toBe(201);
  });

  test("a body over 1 MiB is 413", async () => {
    problemOf(await post(ROADSTERS, { name: "x".repeat(BODY_LIMIT) }), 413, "PAYLOAD_TOO_LARGE");
  });

  test.each([
    ["PUT", ROADSTERS, "GET, HEAD, POST, OPTIONS"],
    ["DELETE", ROADSTERS, "GET, HEAD, POST, OPTIONS"],
    ["PATCH", `${ROADSTERS}/count`, "GET, HEAD, OPTIONS"],
    ["POST", `${ROADSTERS}/1`, "GET, HEAD, PATCH, DELETE, OPTIONS"],
    ["PUT", "/api/v1/homelands/1", "GET, HEAD, PATCH, DELETE, OPTIONS"],
  ])("%s %s is 405 and says what there is", async (method, path, allow) => {
    const answer = await running.send({ method, path, headers: { "content-type": "text/plain" }, body: "x" });
    expect(answer.headers.allow).toBe(allow);
    problemOf(answer, 405, "METHOD_NOT_SUPPORTED");
    const options = await running.send({ method: "OPTIONS", path });
    expect(options.status).toBe(204);
    expect(options.headers.allow).toBe(allow);
  });

  test.each([
    "/api/v1",
    "/api/v1/",
    "/api/v1/trucks",
    "/api/v1/roadsters/",
    "/api/v1/roadsters/1/wheels",
    "/api/v1/Roadsters",
    "/api/v1/%2e%2e",
  ])("there is nothing at %s", async (path) => {
    problemOf(await get(path), 404, "NOT_FOUND");
    problemOf(await post(path, {}), 404, "NOT_FOUND");
  });

  test("an address that cannot be decoded is 400", async () => {
    problemOf(await get(`${ROADSTERS}/%zz`), 400, "BAD_REQUEST");
    const elsewhere = await get("/roadsters/%zz");
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.body).not.toMatch(LEAKS);
  });

  test.each(["TRACE", "SEARCH", "PROPFIND"])(
    "a method that is rarely used is refused: %s",
    async (method) => {
      const answer = await running.send({ method, path: ROADSTERS });
      expect([404, 405]).toContain(answer.status);
      expect(answer.headers["content-type"]).toBe("application/problem+json");
    },
  );

  test("a page of another site may not change anything", async () => {
    const answer = await post(ROADSTERS, { name: "Forged" }, { "sec-fetch-site": "cross-site" });
    problemOf(answer, 403, "FOREIGN_ORIGIN");
    expect(json(await get(`${ROADSTERS}/count`))).toMatchObject({ count: 0 });
  });

  test("an error of ours tells its request id and nothing else", async () => {
    const em = running.orm.em.fork();
    await em.execute(`alter table roadsters rename to roadsters_elsewhere`);
    const answers = [
      await get(ROADSTERS),
      await get(`${ROADSTERS}/1`),
      await post(ROADSTERS, { name: "Saab" }),
    ];
    await em.execute(`alter table roadsters_elsewhere rename to roadsters`);
    for (const answer of answers) {
      const problem = problemOf(answer, 500, "INTERNAL_SERVER_ERROR");
      expect(Object.keys(problem)).toEqual(["type", "title", "status", "detail", "code", "requestId"]);
      expect(answer.body).not.toMatch(/roadsters|relation|42P01/);
    }
  });
});
