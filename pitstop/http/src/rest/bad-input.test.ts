import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { json, type TestRequest } from "../../test/index.ts";
import { roadsterServer } from "../../test/roadsters.ts";

const running = roadsterServer();
const RUNS = 500;
const LEAKS =
  /select |insert |update "|"roadsters"|"homelands"|constraint|SQLSTATE|node_modules|\bat .*\.ts|FST_/i;

const state = async () => (await running.send({ path: "/api/v1/roadsters?limit=100" })).body;

beforeAll(async () => {
  const body = (value: object): Partial<TestRequest> => ({
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(value),
  });
  await running.send({ path: "/api/v1/homelands", ...body({ name: "Europe" }) });
  await running.send({ path: "/api/v1/roadsters", ...body({ name: "Mini", homelandId: 1 }) });
});

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "1; drop table roadsters",
    "' or 1=1 --",
    "\u0000",
    "\ufffe",
    "9".repeat(400),
    "-1",
    "1e999",
    "NaN",
    "null",
    "[]",
    "{}",
    "__proto__",
    "constructor",
    "%",
    "../../etc/passwd",
    "💥".repeat(50),
  ),
);
/** As a browser encodes it; what cannot be encoded (half a surrogate pair) cannot be sent. */
const encoded = hostile.map((text) => encodeURIComponent(text.toWellFormed()));
const parameter = fc.constantFrom(
  "limit",
  "cursor",
  "search",
  "sort",
  "id",
  "id.in",
  "name",
  "name.contains",
  "name.from",
  "color.isNull",
  "homelandId",
  "createdAt.from",
  "version",
  "filter",
  "__proto__",
  "toString",
);

async function checkAnswer(request: TestRequest, allowed: readonly number[]): Promise<void> {
  const answer = await running.send(request);
  expect(allowed, `${request.path} ${answer.body}`).toContain(answer.status);
  if (answer.status < 400) return;
  expect(answer.headers["content-type"]).toBe("application/problem+json");
  expect(json(answer)).toMatchObject({ status: answer.status, code: expect.any(String) });
  expect(answer.body).not.toMatch(LEAKS);
}

test("whatever stands in a query string, the answer is a page or a problem of the caller", async () => {
  const before = await state();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        "/api/v1/roadsters",
        "/api/v1/roadsters/count",
        "/api/v1/homelands",
        "/api/v1/roadsters/1",
      ),
      fc.array(fc.tuple(parameter, encoded), { minLength: 1, maxLength: 4 }),
      async (path, pairs) => {
        const query = pairs.map(([name, value]) => `${name}=${value}`).join("&");
        await checkAnswer({ path: `${path}?${query}` }, [200, 400]);
      },
    ),
    { numRuns: RUNS },
  );
  expect(await state()).toBe(before);
});

test("whatever stands in the path, too", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("GET", "PATCH", "DELETE"),
      encoded.filter((text) => text !== ""),
      async (method, id) => {
        const body = { headers: { "content-type": "application/json" }, body: `{"version":7}` };
        await checkAnswer(
          { method, path: `/api/v1/roadsters/${id}`, ...(method === "PATCH" && body) },
          [400, 404, 405],
        );
      },
    ),
    { numRuns: RUNS },
  );
});

test("whatever stands in a body or in If-Match, the answer is a record or a problem of the caller", async () => {
  const value = fc.oneof(
    fc.anything({ withNullPrototype: false }).map((thing) => JSON.stringify(thing)),
    hostile,
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("POST /api/v1/roadsters", "PATCH /api/v1/roadsters/1", "POST /api/v1/homelands"),
      fc.constantFrom("name", "color", "homelandId", "version", "id", "wheels", "__proto__"),
      value,
      fc.option(fc.string({ unit: fc.constantFrom('"', "1", ".", "*", ",", " ", "W/", "x"), minLength: 1 })),
      async (place, name, text, ifMatch) => {
        const [method = "", path = ""] = place.split(" ");
        const body = `{"name":"Test ${Math.random()}",${JSON.stringify(name)}:${text}}`;
        const condition = ifMatch?.trim() ? { "if-match": ifMatch } : {};
        const headers = { "content-type": "application/json", ...condition };
        await checkAnswer({ method, path, headers, body }, [200, 201, 400, 409, 412, 428]);
      },
    ),
    { numRuns: RUNS },
  );
});
