import { defineDomain } from "@pitstop/types";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { encodeCursor } from "../crud/cursor.ts";
import { UnknownToThisVersion } from "../errors.ts";
import { evolvedCall } from "./call.ts";
import { ClientUses } from "./client-uses.ts";
import { evolutionsOf } from "./evolutions.ts";
import { Notices } from "./notices.ts";

const boat = defineDomain({
  name: "boat",
  plural: "boats",
  label: { one: "Boat", many: "Boats" },
  description: "A boat.",
  title: "name",
  attributes: {
    name: z.string().min(1).meta({ label: "Name", sortable: true }),
    paint: z.string().nullable().meta({ label: "Paint", sortable: true }),
    length: z.string().meta({ label: "Length", sortable: true }),
    berths: z.int().nullable().meta({ label: "Berths" }),
    launched: z.iso.date().nullable().meta({ label: "Launched" }),
    flag: z.string().nullable().meta({
      label: "Flag",
      deprecated: true,
      deprecatedSince: "2026-01-02",
      sunset: "2026-07-01",
    }),
  },
  relations: {},
});

const column = { domain: "boat", table: "boats", since: "2026-01-01", type: "text" };
const evolutions = evolutionsOf({ boat }, [
  { ...column, attribute: "mast", column: "mast" },
  { ...column, attribute: "harbour", column: "harbour_id" },
  { ...column, attribute: "color", column: "color", renamedTo: "tint", replacedBy: "tint" },
  { ...column, attribute: "tint", column: "tint", renamedTo: "paint", replacedBy: "paint" },
  { ...column, attribute: "length", column: "length", replacedBy: "length_string" },
]);

const VERSION = "now";

/** What an order becomes that the columns of the database tell, and no attribute of this version. */
const beginningOf = (direction: "asc" | "desc", ...columns: string[]): string =>
  encodeCursor({ columns, direction });

/** What becomes of an input, and what the headers of the answer say. */
function accepted(procedure: string, input: unknown, contract: string | undefined = undefined) {
  const notices = new Notices();
  const client = { build: "web@1", contract };
  const call = evolvedCall(evolutions, VERSION, {
    path: `boat.${procedure}`,
    deprecation: undefined,
    client,
    notices,
    uses: undefined,
  });
  return { input: call ? call.accept(input) : input, headers: notices.headers() };
}

describe("a client of before", () => {
  test("may send what was taken out: it is ignored, and named", () => {
    expect(accepted("create", { name: "Kon-Tiki", mast: 1, harbourId: 3 })).toEqual({
      input: { name: "Kon-Tiki" },
      headers: { "x-pitstop-ignored": "boat.harbourId, boat.mast" },
    });
  });

  test("may use a former name, through all renames since", () => {
    expect(accepted("update", { id: 1, version: 1, color: "red" })).toEqual({
      input: { id: 1, version: 1, paint: "red" },
      headers: { "x-pitstop-renamed": "boat.color=paint" },
    });
  });

  test("that gives both names means the new one, and is no user of the old one", () => {
    expect(accepted("create", { tint: "old", paint: "new" })).toEqual({ input: { paint: "new" } });
    expect(accepted("list", { filter: { color: {}, paint: { equals: "red" } } })).toEqual({
      input: { filter: { paint: { equals: "red" } } },
    });
    const uses = new ClientUses();
    const asked = { path: "boat.create", deprecation: undefined, notices: undefined, uses };
    const client = { build: "web@2", contract: VERSION };
    evolvedCall(evolutions, VERSION, { ...asked, client })?.accept({ tint: "new", paint: "new" });
    expect(uses.take()).toEqual([]);
  });

  test("may filter and sort by it", () => {
    const { input, headers } = accepted("list", {
      limit: 3,
      filter: { color: { equals: "red" }, mast: { equals: 1 } },
      sort: { by: "tint", direction: "desc" },
    });
    expect(input).toEqual({
      limit: 3,
      filter: { paint: { equals: "red" } },
      cursor: beginningOf("desc", "tint"),
    });
    expect(headers).toEqual({
      "x-pitstop-ignored": "boat.mast",
      "x-pitstop-renamed": "boat.color=paint, boat.tint=paint",
    });
    expect(accepted("list", { sort: { by: "mast" } })).toEqual({
      input: { cursor: beginningOf("asc", "mast") },
    });
  });

  test("orders what changed its type as its own version does; one that says no version, as this one does", () => {
    const sort = { by: "length" };
    expect(accepted("list", { sort }, "before").input).toEqual({ cursor: beginningOf("asc", "length") });
    expect(accepted("list", { sort }).input).toEqual({ sort });
  });

  test("may send a value of the former type, where nothing is lost by it", () => {
    expect(accepted("create", { length: 12.5 }).input).toEqual({ length: "12.5" });
    expect(accepted("count", { filter: { length: { in: [1, 2], from: 3 } } }).input).toEqual({
      filter: { length: { in: ["1", "2"], from: "3" } },
    });
    expect(accepted("create", { length: { feet: 3 } }).input).toEqual({ length: { feet: 3 } });
  });

  test("receives former names, and is counted for it; one of this version has no use for them", () => {
    const uses = new ClientUses();
    const received = (contract: string | undefined) => {
      const asked = { path: "boat.byId", deprecation: undefined, notices: undefined, uses };
      const call = evolvedCall(evolutions, VERSION, { ...asked, client: { build: "web@1", contract } });
      call?.complete({ id: 1, paint: "red" });
      return uses.take().map(({ attribute, kind }) => `${attribute} ${kind}`);
    };
    const former = ["color received", "tint received"];
    expect(received("before")).toEqual(expect.arrayContaining(former));
    expect(received(undefined)).toEqual(expect.arrayContaining(former));
    expect(received(VERSION)).toEqual(["flag received"]);
  });

  test("finds former names in answers", () => {
    const call = evolvedCall(evolutions, VERSION, {
      path: "boat.list",
      deprecation: undefined,
      client: undefined,
      notices: undefined,
      uses: undefined,
    });
    const answer = { items: [{ id: 1, paint: "red" }], nextCursor: null };
    call?.complete(answer);
    expect(answer.items).toEqual([{ id: 1, paint: "red", color: "red", tint: "red" }]);
  });

  test("is answered by a list of the domain's own as that says", () => {
    const asked = { path: "boat.list", deprecation: undefined, client: undefined, notices: undefined };
    const answer = { boats: 3 };
    evolvedCall(evolutions, VERSION, { ...asked, uses: undefined })?.complete(answer);
    expect(answer).toEqual({ boats: 3 });
  });

  test.each([["wheels"], ["__proto__"], ["constructor"]])("is refused %j, which never was", (name) => {
    const input: object = JSON.parse(`{ "name": "Kon-Tiki", "${name}": 1 }`);
    const { input: left, headers } = accepted("create", input);
    expect(boat.create.safeParse(left).success).toBe(false);
    expect(headers).toBeUndefined();
  });
});

describe("a client of a version that is to come", () => {
  test("may send what this version does not know: it is ignored, and named", () => {
    expect(accepted("create", { name: "Kon-Tiki", wheels: 4 }, "later")).toEqual({
      input: { name: "Kon-Tiki" },
      headers: { "x-pitstop-ignored": "boat.wheels" },
    });
  });

  test.each([
    ["list", { filter: { wheels: { equals: 4 } } }, 'The filter of boats by "wheels"'],
    ["count", { filter: { wheels: { equals: 4 } } }, 'The filter of boats by "wheels"'],
    ["count", { filter: { name: { like: "x" } } }, 'The filter of boats by "name.like"'],
    [
      "count",
      { filter: JSON.parse('{ "__proto__": { "equals": 4 } }') },
      'The filter of boats by "__proto__"',
    ],
    ["list", { sort: { by: "wheels" } }, 'The order of boats by "wheels"'],
  ])(
    "is refused a %s by what this version does not know, instead of another one: %j",
    (procedure, input, what) => {
      const call = () => accepted(procedure, input, "later");
      expect(call).toThrow(UnknownToThisVersion);
      expect(call).toThrow(`${what} is unknown to the version that this server runs. Nothing was done.`);
      expect(boat.count.safeParse(accepted(procedure, input, VERSION).input).success).toBe(false);
    },
  );

  test("says beside a filter what its names were before", () => {
    const counted = (filter: object, formerNames: object, contract: string | undefined = "later") =>
      accepted("count", { filter, formerNames }, contract).input;
    const red = { equals: "red" };
    expect(counted({ hue: red }, { hue: "paint" })).toEqual({ filter: { paint: red } });
    expect(counted({ paint: red }, { paint: "tint" })).toEqual({ filter: { paint: red } });
    expect(counted({ paint: red }, { paint: "tint" }, VERSION)).toEqual({ filter: { paint: red } });
    expect(() => counted({ hue: red }, { hue: "shade" })).toThrow(UnknownToThisVersion);
    expect(boat.count.safeParse(counted({}, { name: "wheels" }, VERSION)).success).toBe(false);
  });

  test("says by their columns what it orders by", () => {
    const sorted = (columns: string[], contract: string | undefined, by = "hue") =>
      accepted("list", { sort: { by, direction: "desc", columns } }, contract).input;
    expect(sorted(["hue", "paint"], "later")).toEqual({ cursor: beginningOf("desc", "hue", "paint") });
    expect(sorted(["paint", "tint"], VERSION, "paint")).toEqual({
      cursor: beginningOf("desc", "paint", "tint"),
    });
    expect(boat.list.safeParse(sorted(["paint"], VERSION)).success).toBe(false);
  });

  test("may send values of the type to come", () => {
    expect(accepted("create", { berths: "4" }, "later").input).toEqual({ berths: 4 });
    expect(accepted("create", { berths: "4.0" }, "later").input).toEqual({ berths: 4 });
  });

  test.each([["many"], ["007"], ["1e3"], ["12345678901234567890"], [""], [" 4"]])(
    "is left %j, of which something would be lost as a number",
    (berths) => expect(accepted("create", { berths }, "later").input).toEqual({ berths }),
  );

  test("may send a moment for a day where it says no more than the day", () => {
    const launched = (moment: string) => accepted("create", { launched: moment }, "later").input;
    expect(launched("2026-01-31T00:00:00.000Z")).toEqual({ launched: "2026-01-31" });
    for (const moment of ["2026-01-31, roughly", "2026-01-31T23:59:59.999Z"])
      expect(launched(moment)).toEqual({ launched: moment });
  });

  test("is named no more than a header takes, however much it sent", () => {
    const wheels = Object.fromEntries(Array.from({ length: 500 }, (_, each) => [`é`.repeat(90) + each, 1]));
    const { headers } = accepted("create", wheels, "later");
    expect(headers?.["x-pitstop-ignored"]).toMatch(/%C3%A9/);
    expect(headers?.["x-pitstop-ignored"]?.length).toBeLessThan(2_001);
  });

  test("is named what it sent in characters that a header takes", () => {
    const { headers } = accepted("create", { "wheels\r\nx: é\ud800": 1 }, "later");
    expect(headers?.["x-pitstop-ignored"]).toMatch(/^[\w.%]+$/);
  });
});

test("a client of this version that mistypes a name is refused", () => {
  const { input, headers } = accepted("create", { name: "Kon-Tiki", wheels: 4 }, VERSION);
  expect(boat.create.safeParse(input).success).toBe(false);
  expect(headers).toBeUndefined();
});

describe("what is deprecated", () => {
  const called = (input: unknown, answer: unknown) => {
    const notices = new Notices();
    const uses = new ClientUses();
    const client = { build: "web@1", contract: VERSION };
    const asked = { path: "boat.update", deprecation: undefined, client, notices, uses };
    const call = evolvedCall(evolutions, VERSION, asked);
    call?.accept(input);
    call?.complete(answer);
    return { headers: notices.headers(), uses: uses.take() };
  };

  test("is named in the headers, with since when and until when", () => {
    const { headers } = called({ id: 1, version: 1 }, { id: 1, flag: null });
    expect(headers).toEqual({
      deprecation: `@${Date.UTC(2026, 0, 2) / 1000}`,
      sunset: "Wed, 01 Jul 2026 00:00:00 GMT",
      "x-pitstop-deprecated": "boat.flag",
    });
  });

  test("is counted by build, sent and received", () => {
    const { uses } = called({ id: 1, version: 1, flag: "NO" }, { id: 1, flag: "NO" });
    const use = { domain: "boat", attribute: "flag", build: "web@1", calls: 1 };
    expect(uses).toEqual([
      { ...use, kind: "sent" },
      { ...use, kind: "received" },
    ]);
  });

  test("is said of a procedure as a whole, too", () => {
    const notices = new Notices();
    const deprecation = { since: "2026-03-01", sunset: undefined };
    const asked = { path: "boat.sink", deprecation, client: undefined, notices, uses: undefined };
    evolvedCall(evolutions, VERSION, asked);
    expect(notices.headers()).toEqual({
      deprecation: `@${Date.UTC(2026, 2, 1) / 1000}`,
      "x-pitstop-deprecated": "boat.sink",
    });
  });
});

test("builds without end are counted as others, and memory stays as it is", () => {
  const uses = new ClientUses();
  for (let build = 0; build < 1500; build++) uses.count(`web@${build}`, "sent", "boat", "flag");
  const taken = uses.take();
  expect(taken).toHaveLength(1001);
  expect(taken.find(({ build }) => build === "other")?.calls).toBe(500);
  // Not even where the counts cannot be written, again and again.
  for (let build = 1500; build < 3000; build++) uses.count(`web@${build}`, "sent", "boat", "flag");
  uses.putBack(taken);
  expect(uses.take()).toHaveLength(1001);
});
