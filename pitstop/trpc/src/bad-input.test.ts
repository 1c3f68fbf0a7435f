import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { roadsterApi } from "../test/roadster-api.ts";

const api = roadsterApi();
const RUNS = 1000;

/** What a caller may be told; anything else would be our failure. */
const CODES = ["BAD_REQUEST", "NOT_FOUND", "CONFLICT"];
const LEAKS =
  /select |insert |update "|"roadsters"|"homelands"|constraint|SQLSTATE|node_modules|\bat .*\.ts/i;

beforeAll(async () => {
  const { id } = await api.call.homeland.create({ name: "Europe" });
  await api.call.roadster.create({ name: "Mini", homelandId: id });
});

const anything = fc.anything({ withBigInt: false, withDate: false, withMap: false, withSet: false });
const hostile = fc.oneof(
  anything,
  fc.constantFrom(
    -1,
    0,
    0.5,
    2 ** 53,
    Number.MAX_VALUE,
    Number.NaN,
    "1; drop table roadsters",
    "\u0000",
    "\ud800",
    "x".repeat(100_000),
  ),
  fc.constantFrom({ $ne: 1 }, { __proto__: { admin: true } }, [], "constructor", "💥".repeat(50)),
);
const procedures = ["list", "count", "byId", "create", "update", "delete"] as const;

async function outcome(
  domain: "roadster" | "homeland",
  procedure: (typeof procedures)[number],
  input: unknown,
) {
  const call = api.call[domain][procedure] as (input: unknown) => Promise<unknown>; // hostile input has no type
  return call(input).then(
    () => undefined,
    (error: { code: string; message: string }) => error,
  );
}

test("whatever is sent, the answer is a code that fits and a message that tells nothing of the inside", async () => {
  const before = await api.call.roadster.list({ limit: 100 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("roadster", "homeland"),
      fc.constantFrom("list", "count", "byId", "delete"),
      hostile,
      async (domain, procedure, input) => {
        const error = await outcome(domain, procedure, input);
        if (!error) return;
        expect(CODES).toContain(error.code);
        expect(error.message).not.toMatch(LEAKS);
      },
    ),
    { numRuns: RUNS },
  );
  expect(await api.call.roadster.list({ limit: 100 })).toEqual(before);
});

test("a field with a hostile value is refused or stored as it was sent", async () => {
  const field = fc.constantFrom(
    "name",
    "color",
    "homelandId",
    "id",
    "version",
    "createdAt",
    "wheels",
    "__proto__",
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom("create", "update"), field, hostile, async (procedure, name, value) => {
      const base = procedure === "create" ? { name: "Test" } : { id: 999_999, version: 1 };
      const error = await outcome(
        "roadster",
        procedure,
        Object.fromEntries([...Object.entries(base), [name, value]]),
      );
      if (error) expect(CODES).toContain(error.code);
      if (error) expect(error.message).not.toMatch(LEAKS);
    }),
    { numRuns: RUNS },
  );
});

test("filters, sorts and cursors of any shape never reach the database as anything but values", async () => {
  const request = fc.record(
    {
      filter: fc.dictionary(
        fc.constantFrom("name", "color", "homelandId", "createdAt", "id", "version", "x' or 1=1"),
        hostile,
      ),
      sort: hostile,
      cursor: hostile,
      search: hostile,
      limit: hostile,
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(request, async (input) => {
      const error = await outcome("roadster", "list", input);
      if (error) expect(CODES).toContain(error.code);
      if (error) expect(error.message).not.toMatch(LEAKS);
    }),
    { numRuns: RUNS },
  );
});

test("any text of the right length is stored composed, and found in either spelling", async () => {
  const text = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
    .filter(
      (value) =>
        value.trim() === value && value.length <= 80 && value.length > 0 && !value.includes("\u0000"),
    );
  await fc.assert(
    fc.asyncProperty(text, async (name) => {
      const { id } = await api.call.roadster.create({ name });
      const { items } = await api.call.roadster.list({
        filter: { name: { equals: name }, id: { equals: id } },
      });
      expect(items.map((roadster) => roadster.name)).toEqual([name.normalize("NFC")]);
      await api.call.roadster.delete({ id });
    }),
    { numRuns: 200 },
  );
});

test.each([
  ["an id that is not there", "byId", { id: 999_999_999 }, "NOT_FOUND"],
  ["an id out of range", "byId", { id: 2 ** 60 }, "BAD_REQUEST"],
  ["a name that is too long", "create", { name: "x".repeat(81) }, "BAD_REQUEST"],
  ["an empty name", "create", { name: "  " }, "BAD_REQUEST"],
  ["an unknown field", "create", { name: "x", wheels: 4 }, "BAD_REQUEST"],
  ["a null character", "create", { name: "a\u0000b" }, "BAD_REQUEST"],
  ["a page of 101", "list", { limit: 101 }, "BAD_REQUEST"],
] as const)("%s is answered by %s with %o as %s", async (_case, procedure, input, code) => {
  expect((await outcome("roadster", procedure, input))?.code).toBe(code);
});
