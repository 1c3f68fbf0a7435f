import { describe, expect, test } from "vitest";
import { z } from "zod";
import { bigint, decimal, defineDomain, Json } from "./index.ts";

const { create, update, output, list } = defineDomain({
  name: "boat",
  plural: "boats",
  label: { one: "Boat", many: "Boats" },
  description: "A boat.",
  title: "name",
  attributes: {
    name: z.string().trim().min(2).max(4).nullable().meta({ label: "Name" }),
    site: z.url().max(40).nullable(),
    launched: z.iso.datetime().nullable(),
    since: z.iso.date().nullable(),
    extras: Json.default({}),
    overhaul: z.iso.duration().nullable(),
  },
  relations: {},
});

const fieldsOf = (input: object) =>
  Object.fromEntries(
    create.safeParse(input).error?.issues.map(({ path, message }) => [path[0], message]) ?? [],
  );

describe("a text", () => {
  test("is composed before its length counts", () => {
    expect(create.parse({ name: "e\u0301e\u0301e\u0301e\u0301" }).name).toBe("éééé");
    expect(update.parse({ id: 1, version: 1, site: "https://a.io/e\u0301" }).site).toBe("https://a.io/é");
  });

  test("is refused with what cannot be stored, at its field", () => {
    expect(fieldsOf({ name: "a\u0000b" })).toEqual({
      name: "Remove the null character (U+0000): it can't be stored.",
    });
    expect(fieldsOf({ name: "a\ud800" })).toEqual({
      name: "Remove the broken character: half of a surrogate pair is not Unicode text.",
    });
    expect(list.safeParse({ filter: { name: { equals: "\u0000" } } }).success).toBe(false);
    expect(list.safeParse({ filter: { name: { contains: "\u0000" } } }).success).toBe(false);
    expect(list.safeParse({ search: "\ud800" }).success).toBe(false);
  });
});

describe("a moment", () => {
  test.each([
    ["2024-03-10T02:30:00-05:00", "2024-03-10T07:30:00.000Z"],
    ["2024-03-10T02:30:00.5+23:59", "2024-03-09T02:31:00.500Z"],
    ["2024-12-31T23:59:59.123456-00:01", "2025-01-01T00:00:59.123456Z"],
    ["2024-03-10T02:30:00Z", "2024-03-10T02:30:00Z"],
  ])("%s is %s, in what is written and in what is asked", (given, moment) => {
    expect(create.parse({ launched: given }).launched).toBe(moment);
    const filter = {
      launched: { equals: given, in: [given], from: given, to: given },
      createdAt: { from: given },
    };
    expect(list.parse({ filter }).filter).toEqual({
      launched: { equals: moment, in: [moment], from: moment, to: moment },
      createdAt: { from: moment },
    });
  });

  test.each([
    "2024-02-30T00:00:00Z",
    "2024-03-10T02:30:00",
    "2024-03-10T02:30:00-24:00",
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:00:00-01:00",
    "+012024-01-01T00:00:00Z",
    "infinity",
  ])("%s is refused at its field", (launched) => {
    expect(Object.keys(fieldsOf({ launched }))).toEqual(["launched"]);
  });

  test.each([
    "+294277-01-01T00:00:00Z",
    "-004713-01-01T00:00:00Z",
    "+012023-02-29T00:00:00Z",
    "-000000-01-01T00:00:00Z",
  ])("%s is in no column, and is not asked for", (moment) =>
    expect(list.safeParse({ filter: { launched: { from: moment } } }).success).toBe(false),
  );
});

test("a day of year 0000 is refused in words, and found where a column has it", () => {
  expect(fieldsOf({ since: "0000-01-01" })).toEqual({ since: "There is no year 0000: use 0001 to 9999." });
  expect(list.safeParse({ filter: { since: { equals: "0000-02-29" } } }).success).toBe(true);
});

describe("a duration", () => {
  test("has a decimal point", () => {
    expect(create.parse({ overhaul: "PT1,5S" }).overhaul).toBe("PT1.5S");
    expect(list.parse({ filter: { overhaul: { from: "PT1,5S" } } }).filter).toEqual({
      overhaul: { from: "PT1.5S" },
    });
  });

  test.each(["P1Y2M4DT5H6M7.000001S", "P178956970Y7M", "P2147483647D", "PT2562047788H", "P2W"])(
    "%s is taken",
    (overhaul) => expect(create.parse({ overhaul }).overhaul).toBe(overhaul),
  );

  test.each([
    "",
    "P",
    "PT",
    "1 day",
    "P-1D",
    "P1H",
    "P178956970Y8M",
    "P306783379W",
    "PT2562047789H",
    "PT0.1234567S",
    "infinity",
  ])("%s is refused at its field", (overhaul) =>
    expect(Object.keys(fieldsOf({ overhaul }))).toEqual(["overhaul"]),
  );

  test.each(["P-1DT-2.5S", "infinity", "-infinity", "PT0S"])(
    "%s may be stored, and is asked for",
    (overhaul) => expect(list.safeParse({ filter: { overhaul: { equals: overhaul } } }).success).toBe(true),
  );

  test.each(["P", "PT", "1 day", "P999999999999Y"])("%s is in no column, and is not asked for", (overhaul) =>
    expect(list.safeParse({ filter: { overhaul: { equals: overhaul } } }).success).toBe(false),
  );
});

describe("JSON", () => {
  test("goes 500 deep, and deeper is refused in words", () => {
    const nested = (depth: number) => JSON.parse("[".repeat(depth) + "]".repeat(depth));
    expect(create.parse({ extras: nested(500) }).extras).toEqual(nested(500));
    for (const depth of [502, 3_000, 200_000])
      expect(fieldsOf({ extras: nested(depth) })).toEqual({
        extras: "Nest objects and lists at most 500 deep.",
      });
  });

  test.each([{ a: "\u0000" }, { "\u0000": 1 }, [["\udfff"]]])("is refused with %j inside", (extras) => {
    expect(Object.keys(fieldsOf({ extras }))).toEqual(["extras"]);
  });
});

test("an answer has any value of the type", () => {
  const record = {
    id: 0,
    name: "far too long",
    site: "",
    launched: "infinity",
    since: "-004712-01-01",
    extras: null,
    overhaul: "P-1DT2.5S",
    createdAt: "-infinity",
    updatedAt: "+012024-01-01T00:00:00.000Z",
    version: 1,
  };
  expect(output.parse(record)).toEqual(record);
  for (const [name, value] of Object.entries({ name: 1, site: true, launched: 5, id: "x" }))
    expect(output.safeParse({ ...record, [name]: value }).success, name).toBe(false);
});

test("a bigint is exact to 64 bits, as text", () => {
  const limits = bigint({ min: -5, max: 9_007_199_254_740_991 });
  const taken = (schema: z.ZodType, values: unknown[]) =>
    values.filter((value) => schema.safeParse(value).success);
  const texts = ["-9223372036854775808", "0", "9007199254740993", "9223372036854775807"];
  expect(taken(bigint(), texts)).toEqual(texts);
  const refused = [
    "9223372036854775808",
    "-9223372036854775809",
    "01",
    "-0",
    "+1",
    "1.0",
    "1e3",
    "",
    " 1",
    1,
    1n,
  ];
  expect(taken(bigint(), refused)).toEqual([]);
  expect(taken(limits, ["-6", "-5", "9007199254740991", "9007199254740992", "x"])).toEqual([
    "-5",
    "9007199254740991",
  ]);
});

test("limits of a bigint are where the contract reads those of a decimal", () => {
  expect(bigint({ min: 1, max: 9 }).meta()).toEqual(decimal(3, 0, { min: 1, max: 9 }).meta());
});
