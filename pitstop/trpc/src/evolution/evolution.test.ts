import { defineDomain } from "@pitstop/domain";
import { TRPCError } from "@trpc/server";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type History, withVersion } from "../contract/history.ts";
import { encodeCursor } from "../crud/cursor.ts";
import { BadInput, ClientTooOld, UnknownToThisVersion } from "../errors.ts";
import { evolvedCall } from "./call.ts";
import { ClientUses } from "./client-uses.ts";
import { Evolutions } from "./evolutions.ts";
import { Notices } from "./notices.ts";
import { countRemoved, isMissingProcedure, missingProcedure } from "./served.ts";
import type { Surface } from "./surface.ts";

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
const entries = [
  { ...column, attribute: "mast", column: "mast" },
  {
    ...column,
    attribute: "harbour",
    column: "harbour_id",
    type: "bigint",
    relation: { domain: "harbour", label: "Harbour", nullable: true, onDelete: "restrict" },
  },
  { ...column, attribute: "color", column: "color", renamedTo: "tint", replacedBy: "tint" },
  { ...column, attribute: "tint", column: "tint", renamedTo: "paint", replacedBy: "paint" },
  { ...column, attribute: "length", type: "double precision", column: "length", replacedBy: "length_string" },
  { ...column, table: "boats", attribute: "ship", view: "ships" },
];

const VERSION = "now";

const surface = (attributes: Record<string, string>, table = "boats", relations = {}) => ({
  table,
  plural: table,
  label: table === "ships" ? { one: "Ship", many: "Ships" } : boat.label,
  attributes,
  relations,
});
const first = { name: "name", color: "color", mast: "mast", length: "length" };
const versions: [string, Record<string, Surface>][] = [
  ["ships", { ship: surface(first, "ships") }],
  ["first", { boat: surface(first, "boats", { harbour: "harbour_id" }), raft: surface({}, "rafts") }],
  ["rigged", { boat: surface({ ...first, rigging: "rigging" }) }],
];
const history = versions.reduce<History>(
  (known, [contract, surfaces]) => withVersion(known, contract, surfaces),
  { versions: [], surfaces: {} },
);

const stated = {
  domains: { boat },
  entities: {
    boat: { meta: { tableName: "boats", properties: { length: { fieldName: "length_string" } } } },
  },
  retired: entries,
  retiredSchemas: {
    "boats.mast": z.int().min(1).nullable().meta({ sortable: true }),
    "boats.length": z.number().meta({ sortable: true }),
    "boats.color": z.string().nullable(),
    "boats.tint": z.string().nullable(),
  },
  history,
  version: { contract: VERSION, domains: { boat: "0000000a" } },
};
const evolutions = new Evolutions(stated);

const clientOf = (contract: string | undefined, fingerprint?: string) => ({
  build: "web@1",
  contract,
  fingerprints: fingerprint === undefined ? undefined : new Map([["boat", fingerprint]]),
});

/** What a call comes to: the input and what goes beside it, headers, and what is counted. */
function accepted(procedure: string, input: unknown, contract: string | undefined, domain = "boat") {
  const notices = new Notices();
  const uses = new ClientUses();
  const asked = { deprecation: undefined, client: clientOf(contract), notices, uses };
  const call = evolvedCall(evolutions, { ...asked, path: `${domain}.${procedure}` });
  const taken = call ? call.accept(input) : input;
  const { values = [], conditions = [], omitted = [] } = call?.aside ?? {};
  return {
    input: taken,
    values: Object.fromEntries(values.map((each) => [each.column.name, each.value])),
    conditions: Object.fromEntries(conditions.map((each) => [each.column.name, each.wanted])),
    omitted: [...omitted],
    headers: notices.headers(),
    uses: uses.take().map(({ attribute, kind }) => `${attribute} ${kind}`),
    call,
  };
}

/** The names that a refusal speaks of. */
function refused(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    if (!(error instanceof TRPCError && error.cause instanceof z.ZodError)) throw error;
    return error.cause.issues.flatMap((issue) =>
      issue.code === "unrecognized_keys" ? issue.keys : [issue.path.join(".")],
    );
  }
  return expect.unreachable("nothing was refused");
}

describe("an older client", () => {
  test("writes what was removed or has another type into its own columns", () => {
    const { input, values, omitted, headers, uses } = accepted(
      "create",
      { name: "Kon-Tiki", color: "red", mast: 1, length: 12.5, harbourId: 3 },
      "first",
    );
    expect(input).toEqual({ name: "Kon-Tiki", paint: "red", length: "12.5" });
    expect(values).toEqual({ mast: 1, length: 12.5, harbour_id: 3 });
    expect(omitted).toEqual(["length"]);
    expect(headers).toMatchObject({
      "x-pitstop-deprecated": "boat.harbourId, boat.length, boat.mast",
      "x-pitstop-renamed": "boat.color=paint",
    });
    expect(new Set(uses)).toEqual(new Set(["color sent", "harbour sent", "length sent", "mast sent"]));
  });

  test("filters by its own columns, and by the present one of what was renamed", () => {
    const filter = {
      color: { equals: "red" },
      mast: { from: 2 },
      harbourId: { equals: 3 },
      length: { to: 9 },
    };
    const { input, conditions } = accepted("count", { filter }, "first");
    expect(input).toEqual({ filter: { paint: { equals: "red" } } });
    expect(conditions).toEqual({ mast: { from: 2 }, harbour_id: { equals: 3 }, length: { to: 9 } });
  });

  test.each(["mast", "length"])("orders by its own column: %s", (by) => {
    const cursor = encodeCursor({ columns: [by], direction: "desc" });
    expect(accepted("list", { sort: { by, direction: "desc" } }, "first").input).toEqual({ cursor });
  });

  test.each([
    ["create", { name: "Kon-Tiki", length: 1, paint: "red" }, ["paint"]],
    ["create", { name: "Kon-Tiki", length: 1, wheels: 4 }, ["wheels"]],
    ["create", { name: 5, length: 1 }, ["name"]],
    ["create", { name: "Kon-Tiki", length: "1" }, ["length"]],
    ["create", { name: "Kon-Tiki", length: 1, color: 5 }, ["color"]],
    ["update", { id: 1, version: 1, mast: 0 }, ["mast"]],
    ["update", { id: 1, version: 1, flag: "NO" }, ["flag"]],
    ["list", { sort: { by: "paint" } }, ["sort.by"]],
    ["count", { filter: { paint: { equals: "red" } } }, ["paint"]],
    ["count", { filter: { color: { equals: 5 } } }, ["filter.color.equals"]],
    ["create", JSON.parse('{ "name": "x", "length": 1, "__proto__": 1 }'), ["__proto__"]],
  ])("is held to its own version, in its own names: %s %j", (procedure, input, names) => {
    expect(refused(() => accepted(procedure, input, "first"))).toEqual(names);
  });

  test("is told of what the present version refuses by its own names", () => {
    const { call } = accepted("byId", { id: 1 }, "first");
    const cause = new z.ZodRealError([
      { code: "custom", path: ["filter", "paint"], message: "No", input: 1 },
    ]);
    const failed = call?.fail(new TRPCError({ code: "BAD_REQUEST", cause }));
    expect(failed?.cause).toMatchObject({ issues: [{ path: ["filter", "color"] }] });
  });

  test("is answered what its version knows, in its order, and counted for it", () => {
    const notices = new Notices();
    const uses = new ClientUses();
    const asked = { path: "boat.list", deprecation: undefined, client: clientOf("first"), notices, uses };
    const call = evolvedCall(evolutions, asked);
    call?.aside?.records.set(1, { mast: 2, length: 12.5, harbour: { id: 3, name: "Oslo" } });
    const record = {
      id: 1,
      name: "Kon-Tiki",
      paint: "red",
      length: "12.5",
      berths: 4,
      flag: null,
      version: 1,
    };
    expect(JSON.stringify(call?.complete({ items: [record], nextCursor: null }))).toBe(
      JSON.stringify({
        items: [
          {
            id: 1,
            name: "Kon-Tiki",
            color: "red",
            mast: 2,
            length: 12.5,
            harbour: { id: 3, name: "Oslo" },
            version: 1,
          },
        ],
        nextCursor: null,
      }),
    );
    expect(uses.take().map(({ attribute, kind }) => `${attribute} ${kind}`)).toEqual(
      expect.arrayContaining(["color received", "mast received", "length received", "harbour received"]),
    );
  });

  test("gets no answer with a hole in it where a service of its own reads in another way", () => {
    const { call } = accepted("byId", { id: 1 }, "first");
    expect(() => call?.complete({ id: 1, paint: "red" })).toThrow(ClientTooOld);
  });

  test("is told to update once something that it knows is purged, in that domain alone", () => {
    expect(() => accepted("list", {}, "rigged")).toThrow(ClientTooOld);
    expect(() => accepted("delete", { id: 1 }, "rigged")).toThrow(
      /earlier version of boats: rigging\. Reload/,
    );
    expect(accepted("list", {}, "rigged", "raft").input).toEqual({});
  });

  test("calls a renamed domain by the name that it knows, and hears of its labels", () => {
    const { input, headers, call } = accepted(
      "create",
      { name: "Ra", color: "red", length: 1 },
      "ships",
      "ship",
    );
    expect(input).toMatchObject({ name: "Ra", paint: "red" });
    expect(headers).toMatchObject({ "x-pitstop-renamed": "ship.color=paint, ship=boat" });
    expect(call?.aside?.label).toEqual({ one: "Ship", many: "Ships" });
    expect(call?.aside?.labelOfTable("boats")).toEqual({ one: "Ship", many: "Ships" });
    expect(evolutions.former.get("ship")).toMatchObject({ now: "boat", since: "2026-01-01" });
  });
});

test("an older client can't create what needs an attribute that it doesn't know, once its trigger is purged", () => {
  const attributes = { name: z.string(), plate: z.string() };
  const later = (plate: z.ZodType) =>
    new Evolutions({
      domains: {
        raft: defineDomain({
          ...boat,
          title: "name",
          name: "raft",
          plural: "rafts",
          attributes: { ...attributes, plate },
        }),
      },
      entities: { raft: { meta: { tableName: "rafts", properties: {} } } },
      retired: [],
      retiredSchemas: {},
      history: withVersion({ versions: [], surfaces: {} }, "first", {
        raft: surface({ name: "name" }, "rafts"),
      }),
      version: { contract: VERSION, domains: {} },
    });
  const call = (evolved: Evolutions, procedure: string) =>
    evolvedCall(evolved, {
      path: `raft.${procedure}`,
      deprecation: undefined,
      client: clientOf("first"),
      notices: undefined,
      uses: undefined,
    });
  const filled = later(attributes.plate.meta({ filled: true }));
  expect(call(filled, "create")?.accept({ name: "Ra" })).toEqual({ name: "Ra" });
  const purged = later(attributes.plate);
  expect(() => call(purged, "create")).toThrow(ClientTooOld);
  expect(call(purged, "update")?.accept({ id: 1, version: 1, name: "Ra" })).toMatchObject({ name: "Ra" });
});

describe("a caller that states no version", () => {
  const call = (procedure: string, input: unknown) => accepted(procedure, input, undefined);

  test("may use present names and those that are not purged", () => {
    expect(call("create", { name: "Ra", length: "1", tint: "red", mast: 2 })).toMatchObject({
      input: { name: "Ra", length: "1", paint: "red" },
      values: { mast: 2 },
    });
    expect(call("create", { name: "Ra", length: "1", paint: "red" }).values).toEqual({});
  });

  test("may give a value in the type that it had, where nothing is lost", () => {
    expect(call("create", { name: "Ra", length: 12.5 }).input).toEqual({ name: "Ra", length: "12.5" });
    expect(refused(() => call("create", { name: "Ra", length: { feet: 3 } }))).toEqual(["length"]);
  });

  test("can't give two values under two names of one attribute", () => {
    const both = (paint: string) => call("create", { name: "Ra", length: "1", color: "red", paint });
    expect(() => both("blue")).toThrow(BadInput);
    expect(() => both("blue")).toThrow('"paint" and "color" are two names of one thing of a boat.');
    expect(both("red").input).toEqual({ name: "Ra", length: "1", paint: "red" });
  });

  test("is told of what is refused by its present name", () => {
    const cause = new z.ZodRealError([{ code: "custom", path: ["paint"], message: "No", input: 1 }]);
    const { call: asked } = call("byId", { id: 1 });
    expect(asked?.fail(new TRPCError({ code: "BAD_REQUEST", cause }))).toMatchObject({
      cause: { issues: [{ path: ["paint"] }] },
    });
  });

  test("is refused what no version knows", () => {
    expect(refused(() => call("create", { name: "Ra", length: "1", wheels: 4 }))).toEqual(["wheels"]);
    expect(refused(() => call("list", { sort: { by: "wheels" } }))).toEqual(["sort.by"]);
  });

  test("is answered the present record, and what is not purged after it", () => {
    const { call: asked } = call("byId", { id: 1 });
    asked?.aside?.records.set(1, { mast: 2, harbour: null });
    expect(asked?.complete({ id: 1, name: "Ra", paint: "red", length: "1" })).toMatchObject({
      id: 1,
      name: "Ra",
      paint: "red",
      length: "1",
      color: "red",
      tint: "red",
      mast: 2,
      harbour: null,
    });
    expect(asked?.complete({ boats: 3 })).toMatchObject({ boats: 3 });
  });
});

describe("a newer client", () => {
  const newer = (fingerprint?: string, procedure = "create") =>
    evolvedCall(evolutions, {
      path: `boat.${procedure}`,
      deprecation: undefined,
      client: clientOf("later", fingerprint),
      notices: undefined,
      uses: undefined,
    });

  test("is refused all calls to a domain that its version has changed, and nothing is done", () => {
    for (const procedure of ["list", "create", "delete"])
      expect(() => newer("0000000b", procedure)).toThrow(UnknownToThisVersion);
    expect(newer("0000000a")).toBeUndefined();
  });

  test("that says no more than its version is refused the names that this one doesn't know", () => {
    const call = newer();
    const failed = (input: unknown) => {
      const { error } = boat.create.safeParse(input);
      return call?.fail(new TRPCError({ code: "BAD_REQUEST", cause: error }));
    };
    expect(failed({ name: "Ra", length: "1", wheels: 4 })).toMatchObject({
      code: "SERVICE_UNAVAILABLE",
      message: expect.stringMatching(/^"wheels" in the input is unknown .* Nothing was done\./),
    });
    expect(failed({ name: 5, length: "1" })).toMatchObject({ code: "BAD_REQUEST" });
    const other = new TRPCError({ code: "CONFLICT" });
    expect(call?.fail(other)).toBe(other);
  });

  test("is told so of a procedure that isn't there, too; others are told that there is none", () => {
    expect(missingProcedure(evolutions, "plane.list", clientOf("later"))).toBeInstanceOf(
      UnknownToThisVersion,
    );
    for (const contract of [undefined, VERSION, "first"])
      expect(missingProcedure(evolutions, "plane.list", clientOf(contract))).toBeUndefined();
    expect(isMissingProcedure(new TRPCError({ code: "NOT_FOUND" }))).toBe(true);
  });
});

test("calls to a domain that was removed are told so, whoever makes them", () => {
  for (const contract of [undefined, "first", VERSION])
    expect(missingProcedure(evolutions, "raft.list", clientOf(contract))).toMatchObject({
      status: 410,
      reason: "REMOVED",
    });
});

test("calls to a domain that was removed are told since when and what to do, and counted until it is purged", () => {
  const removed = new Evolutions({
    ...stated,
    retired: [...entries, { domain: "raft", table: "rafts", attribute: "", since: "2026-04-01" }],
  });
  expect(missingProcedure(removed, "raft.list", undefined)?.message).toContain(
    "no longer part of this API since 2026-04-01. Reload the page, or update the client. Nothing was done.",
  );
  const uses = new ClientUses();
  for (const path of ["raft.list", "ship.list", "boat.sink", "plane.list"])
    countRemoved(removed, path, clientOf("first"), uses);
  countRemoved(evolutions, "raft.list", clientOf("first"), uses);
  expect(uses.take()).toEqual([{ domain: "raft", attribute: "", build: "web@1", kind: "sent", calls: 1 }]);
});

test("nothing is done for a client of this version where nothing is deprecated", () => {
  const asked = { deprecation: undefined, client: clientOf(VERSION), notices: undefined, uses: undefined };
  expect(evolvedCall(evolutions, { ...asked, path: "raft.list" })).toBeUndefined();
  expect(evolvedCall(evolutions, { ...asked, path: "boat.list" })?.aside).toBeUndefined();
});

describe("what is deprecated", () => {
  const called = (input: unknown, answer: unknown) => {
    const notices = new Notices();
    const uses = new ClientUses();
    const client = clientOf(VERSION);
    const asked = { path: "boat.update", deprecation: undefined, client, notices, uses };
    const call = evolvedCall(evolutions, asked);
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

  test("may be a relation: inputs name its key, and it is told and counted by its own name", () => {
    const relations = {
      harbour: {
        domain: "harbour",
        label: "Harbour",
        nullable: true,
        deprecated: true,
        deprecatedSince: "2026-02-03",
        sunset: "2026-06-01",
      },
    };
    const notices = new Notices();
    const uses = new ClientUses();
    const asked = { deprecation: undefined, client: clientOf(VERSION), notices, uses };
    const moored = new Evolutions({ ...stated, domains: { boat: { ...boat, relations } } });
    const call = (procedure: string) => evolvedCall(moored, { ...asked, path: `boat.${procedure}` });
    call("list")?.accept({ filter: { harbourId: { equals: 1 } } });
    call("create")?.accept({ name: "Ra", length: "1", harbourId: 1 });
    call("byId")?.complete({ id: 1 });
    expect(notices.headers()).toMatchObject({ "x-pitstop-deprecated": "boat.flag, boat.harbour" });
    expect(uses.take().filter(({ attribute }) => attribute === "harbour")).toEqual([
      { domain: "boat", attribute: "harbour", build: "web@1", kind: "sent", calls: 2 },
      { domain: "boat", attribute: "harbour", build: "web@1", kind: "received", calls: 1 },
    ]);
  });

  test("may be a domain: each call of it is told and counted, of every version and under each of its names", () => {
    const announced = { ...boat, deprecated: true, deprecatedSince: "2026-02-03", sunset: "2026-06-01" };
    const going = new Evolutions({ ...stated, domains: { boat: announced } });
    const uses = new ClientUses();
    for (const [path, contract] of [
      ["boat.byId", VERSION],
      ["boat.delete", undefined],
      ["boat.byId", "first"],
      ["ship.byId", "ships"],
    ] as const) {
      const notices = new Notices();
      evolvedCall(going, { path, deprecation: undefined, client: clientOf(contract), notices, uses });
      expect(notices.headers(), path).toMatchObject({
        deprecation: `@${Date.UTC(2026, 1, 3) / 1000}`,
        sunset: "Mon, 01 Jun 2026 00:00:00 GMT",
        "x-pitstop-deprecated": "boat",
      });
    }
    expect(uses.take()).toContainEqual({
      domain: "boat",
      attribute: "",
      build: "web@1",
      kind: "sent",
      calls: 4,
    });
  });

  test("is said of a procedure as a whole, too", () => {
    const notices = new Notices();
    const deprecation = { since: "2026-03-01", sunset: undefined };
    const asked = { path: "boat.sink", deprecation, client: undefined, notices, uses: undefined };
    evolvedCall(evolutions, asked);
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
