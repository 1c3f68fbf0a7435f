import { type Contract, compare } from "@pitstop/contract";
import type { RetiredEntry } from "@pitstop/database";
import { type Announcement, defineDomain, type RelationDefinition } from "@pitstop/domain";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { procedure, router } from "../../test/application.ts";
import { contractOf } from "../contract/contract-of.ts";
import { Evolutions } from "./evolutions.ts";

const never = (): never => {
  throw new Error("No procedure of these tests is called.");
};

/** The contract of boats with these attributes, and with what is retired. */
function contractWith(
  attributes: Record<string, z.ZodType>,
  retired: RetiredEntry[] = [],
  schemas: Record<string, z.ZodType> = {},
  { relations = {}, ...announcement }: Announcement & { relations?: Record<string, RelationDefinition> } = {},
): Contract {
  const boat = defineDomain({
    name: "boat",
    plural: "boats",
    label: { one: "Boat", many: "Boats" },
    description: "A boat.",
    title: "id",
    attributes,
    relations,
    ...announcement,
  });
  const procedures = {
    byId: procedure.output(boat.output).query(never),
    list: procedure.input(boat.list).query(never),
    create: procedure.input(boat.create).mutation(never),
    update: procedure.input(boat.update).mutation(never),
  };
  const evolutions = new Evolutions({
    domains: { boat },
    entities: { boat: { meta: { tableName: "boats", properties: {} } } },
    retired,
    retiredSchemas: Object.fromEntries(
      retired.map(({ column: name }) => [`boats.${name}`, schemas[name ?? ""] ?? optional]),
    ),
    history: { versions: [], surfaces: {} },
    version: { contract: "now", domains: {} },
  });
  return contractOf({ definition: { domains: { boat } }, evolutions }, router({ boat: router(procedures) }));
}

const findingsOf = (before: Contract, after: Contract) => compare(before, after, { today: "2026-06-15" });
const breakingOf = (before: Contract, after: Contract): string[] =>
  findingsOf(before, after)
    .filter(({ level }) => level === "breaking")
    .map(({ procedure, message }) => `${procedure}: ${message}`);

const text = z.string().meta({ sortable: true });
const optional = z.string().nullable().meta({ sortable: true });
const column = { domain: "boat", table: "boats", type: "text" };
const renamed = (attribute: string, renamedTo: string) => ({
  ...column,
  attribute,
  column: attribute,
  renamedTo,
  replacedBy: renamedTo,
});

describe("the former name of an attribute that lists can be ordered by", () => {
  const renaming = contractWith({ paint: text }, [renamed("color", "paint")]);
  const removal = contractWith({}, [{ ...column, attribute: "color", column: "color" }]);

  test.each([
    ["renamed", renaming, contractWith({ paint: text })],
    ["removed", removal, contractWith({})],
  ])("may be purged once it was %s", (_how, retired, purged) => {
    expect(breakingOf(contractWith({ color: text }), retired)).not.toContainEqual(
      expect.stringContaining("`by`"),
    );
    expect(breakingOf(retired, purged)).toEqual([]);
    expect(findingsOf(retired, purged)).toContainEqual(
      expect.objectContaining({ id: "input-enum-value-removed", level: "risky", path: "input.sort.by" }),
    );
  });

  test("breaks whoever orders by it where nothing was announced", () => {
    expect(breakingOf(contractWith({ color: text }), contractWith({}))).toContainEqual(
      expect.stringMatching(/^boat.list: `by` .*"color"/i),
    );
  });
});

test("what was announced may be removed and purged once its day has come, also where lists know it", () => {
  const announced = (sunset: string) =>
    contractWith({ color: optional.meta({ sortable: true, deprecated: true, sunset }) });
  const removed = contractWith({}, [{ ...column, attribute: "color", column: "color" }]);
  expect(breakingOf(contractWith({ color: optional }), announced("2026-06-15"))).toEqual([]);
  expect(breakingOf(announced("2026-06-15"), removed)).toEqual([]);
  expect(breakingOf(announced("2026-06-15"), contractWith({}))).toEqual([]);
  const tooEarly = breakingOf(announced("2026-06-16"), contractWith({}));
  expect(tooEarly).toContainEqual(expect.stringMatching(/^boat.list: `by` /i));
  expect(tooEarly).toContainEqual(expect.stringMatching(/^boat.list: `color` .*2026-06-16/i));
});

const sunset = "2026-06-15";

test("a domain that is to go has its procedures deprecated, and may be removed once its day has come", () => {
  const [before, announced] = [{}, { deprecated: true, sunset }].map((statement) =>
    contractWith({ color: optional }, [], {}, statement),
  ) as [Contract, Contract];
  for (const name of ["byId", "list", "create", "update"])
    expect(announced.procedures[`boat.${name}`]).toMatchObject({ deprecated: true, sunset });
  expect(breakingOf(before, announced)).toEqual([]);
  const removed = { ...before, procedures: {} };
  expect(breakingOf(announced, removed)).toEqual([]);
  expect(breakingOf(before, removed)).toHaveLength(4);
});

test("a relation that is to go is marked in answers, inputs and conditions", () => {
  const harbour = { domain: "harbour", label: "Harbour", nullable: true };
  const before = contractWith({}, [], {}, { relations: { harbour } });
  const announced = contractWith(
    {},
    [],
    {},
    { relations: { harbour: { ...harbour, deprecated: true, sunset } } },
  );
  const found = findingsOf(before, announced);
  expect(found.map(({ id, level, procedure, path }) => [id, level, `${procedure} ${path}`])).toEqual(
    [
      "boat.byId output.harbour",
      "boat.create input.harbourId",
      "boat.list input.filter.harbourId",
      "boat.update input.harbourId",
    ].map((place) => ["deprecated", "safe", place]),
  );
  expect(breakingOf(announced, contractWith({}))).toEqual([]);
});

describe("a required attribute that is renamed", () => {
  const before = contractWith({ color: text });
  const after = contractWith({ paint: text }, [renamed("color", "paint")]);

  test("breaks nobody: either name is taken", () => {
    expect(breakingOf(before, after)).toEqual([]);
  });

  test("breaks nobody when it is renamed again", () => {
    const again = contractWith({ tint: text }, [renamed("color", "paint"), renamed("paint", "tint")]);
    expect(breakingOf(after, again)).toEqual([]);
    expect(breakingOf(before, again)).toEqual([]);
  });

  test("loses nothing: the former name's value is moved, and the report says so", () => {
    const found = findingsOf(before, after).filter(
      ({ procedure, path }) => procedure === "boat.create" && path === "input.color",
    );
    expect(found).toMatchObject([
      { id: "input-renamed", level: "safe", message: expect.stringContaining("`paint`") },
    ]);
  });

  test("breaks whoever sends what its new name does not take", () => {
    const stricter = contractWith({ paint: z.string().max(3) }, [renamed("color", "paint")]);
    expect(breakingOf(before, stricter)).toContainEqual(
      expect.stringMatching(/^boat.create: .*`color`.* 3/i),
    );
  });
});

test("a renamed attribute that became required breaks whoever left it out", () => {
  const after = contractWith({ paint: text }, [renamed("color", "paint")]);
  expect(breakingOf(contractWith({ color: optional }), after)).toContainEqual(
    expect.stringMatching(/^boat.create: .*`paint`/i),
  );
});

test("an attribute of another type breaks nobody before it is purged, whatever the types are", () => {
  const meta = { label: "Length", sortable: true };
  const types = {
    int: z.int().min(1),
    text: z.string().nullable(),
    day: z.iso.date(),
    json: z.json().nullable(),
  };
  for (const [from, before] of Object.entries(types)) {
    for (const [to, after] of Object.entries(types)) {
      if (from === to) continue;
      const [old, now] = [before.meta(meta), after.meta(meta)];
      const retired = [{ ...column, attribute: "length", column: "length", replacedBy: `length_as_${to}` }];
      const first = contractWith({ length: old });
      expect(
        breakingOf(first, contractWith({ length: now }, retired, { length: old })),
        `${from} ${to}`,
      ).toEqual([]);
      expect(breakingOf(first, contractWith({ length: now })), `${from} ${to}`).not.toEqual([]);
    }
  }
});
