import { describe, expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { bigint, decimal, defineDomain, isNullable, Json, sortKeys } from "./index.ts";
import { conditionsOf } from "./value-schemas.ts";

const sortable = { sortable: true } as const;

const { attributes, list, count } = defineDomain({
  name: "boat",
  plural: "boats",
  label: { one: "Boat", many: "Boats" },
  description: "A boat.",
  title: "text",
  attributes: {
    text: z.string().trim().max(80).meta({ label: "Text", sortable: true, searchable: true }),
    maybeText: z.string().nullable().meta({ label: "Maybe" }),
    email: z.email().max(80),
    url: z.url().default("https://a.io"),
    int: z.int32().min(1).meta(sortable),
    float: z.number().nullable().default(1),
    bigint: bigint({ min: 1 }).meta(sortable),
    decimal: decimal(12, 2, { min: 0 }).nullable().meta(sortable),
    boolean: z.boolean().default(true).meta(sortable),
    date: z.iso.date(),
    datetime: z.iso.datetime().nullable(),
    duration: z.iso.duration().meta(sortable),
    choice: z.enum(["a", "b"]).nullable().meta(sortable),
    uuid: z.uuid(),
    json: Json.nullable(),
  },
  relations: {
    home: { domain: "harbour", label: "Home", nullable: false },
    stop: { domain: "harbour", label: "Stop", nullable: true },
  },
});

type List = z.input<typeof list>;
type Filter = NonNullable<List["filter"]>;
type ConditionsOf<K extends keyof Filter> = keyof NonNullable<Filter[K]>;

describe("the type of a filter has exactly the conditions that the server takes", () => {
  test("of every kind of attribute", () => {
    type Equal = "equals" | "in";
    type Range = Equal | "from" | "to";
    expectTypeOf<ConditionsOf<"text">>().toEqualTypeOf<Range | "contains">();
    expectTypeOf<ConditionsOf<"maybeText">>().toEqualTypeOf<Range | "contains" | "isNull">();
    expectTypeOf<ConditionsOf<"email">>().toEqualTypeOf<Range | "contains">();
    expectTypeOf<ConditionsOf<"url">>().toEqualTypeOf<Range | "contains">();
    expectTypeOf<ConditionsOf<"int">>().toEqualTypeOf<Range>();
    expectTypeOf<ConditionsOf<"float">>().toEqualTypeOf<Range | "isNull">();
    expectTypeOf<ConditionsOf<"bigint">>().toEqualTypeOf<Range>();
    expectTypeOf<ConditionsOf<"decimal">>().toEqualTypeOf<Range | "isNull">();
    expectTypeOf<ConditionsOf<"boolean">>().toEqualTypeOf<Equal>();
    expectTypeOf<ConditionsOf<"date">>().toEqualTypeOf<Range>();
    expectTypeOf<ConditionsOf<"datetime">>().toEqualTypeOf<Range | "isNull">();
    expectTypeOf<ConditionsOf<"duration">>().toEqualTypeOf<Range>();
    expectTypeOf<ConditionsOf<"choice">>().toEqualTypeOf<Equal | "isNull">();
    expectTypeOf<ConditionsOf<"uuid">>().toEqualTypeOf<Equal>();
    expectTypeOf<ConditionsOf<"json">>().toEqualTypeOf<Equal | "isNull">();
    expectTypeOf<ConditionsOf<"createdAt">>().toEqualTypeOf<Range>();
  });

  test("of ids and relations", () => {
    expectTypeOf<ConditionsOf<"id">>().toEqualTypeOf<"equals" | "in">();
    expectTypeOf<ConditionsOf<"homeId">>().toEqualTypeOf<"equals" | "in">();
    expectTypeOf<ConditionsOf<"stopId">>().toEqualTypeOf<"equals" | "in" | "isNull">();
    expectTypeOf<Filter>().not.toHaveProperty("version");
  });

  test("with values of the attribute's type", () => {
    expectTypeOf<NonNullable<Filter["choice"]>["in"]>().toEqualTypeOf<("a" | "b")[] | undefined>();
    expectTypeOf<NonNullable<Filter["bigint"]>["from"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<NonNullable<Filter["float"]>["to"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<z.input<typeof count>["filter"]>().toEqualTypeOf<List["filter"]>();
  });
});

test("the type of an order has exactly what rows can be ordered by", () => {
  expectTypeOf<NonNullable<List["sort"]>["by"]>().toEqualTypeOf<
    | "id"
    | "text"
    | "int"
    | "bigint"
    | "decimal"
    | "boolean"
    | "duration"
    | "choice"
    | "createdAt"
    | "updatedAt"
  >();
  expect(sortKeys(attributes).toSorted()).toEqual([
    "bigint",
    "boolean",
    "choice",
    "createdAt",
    "decimal",
    "duration",
    "id",
    "int",
    "text",
    "updatedAt",
  ]);
});

/** What the types above say, for the compiler cannot tell at run time. */
const conditions: Record<keyof typeof attributes, string> = {
  text: "contains from to",
  maybeText: "contains from to isNull",
  email: "contains from to",
  url: "contains from to",
  int: "from to",
  float: "from to isNull",
  bigint: "from to",
  decimal: "from to isNull",
  boolean: "",
  date: "from to",
  datetime: "from to isNull",
  duration: "from to",
  choice: "isNull",
  uuid: "",
  json: "isNull",
};

test.each(Object.entries(conditions))("the server takes the same conditions on %s: %s", (name, words) => {
  const attribute: z.ZodType = attributes[name as keyof typeof attributes]; // the keys of the table above
  expect([...conditionsOf(attribute), ...(isNullable(attribute) ? ["isNull"] : [])].join(" ")).toBe(words);
  for (const condition of ["contains", "from", "to", "isNull", "equals", "startsWith"]) {
    const filter = { [name]: { [condition]: undefined } };
    const isTaken = words.split(" ").includes(condition) || condition === "equals";
    expect(list.safeParse({ filter }).success, condition).toBe(isTaken);
  }
});
