import { compare } from "@pitstop/contract";
import { attributeFilter, decimal, defineDomain } from "@pitstop/domain";
import { expect, test } from "vitest";
import type { z } from "zod";
import { api, procedure, router } from "../../test/application.ts";
import { jsonSchemaOf } from "../rest/json-schema.ts";
import { contractOf } from "./index.ts";

const never = (): never => {
  throw new Error("No procedure of these tests is called.");
};
const boatWith = (price: z.ZodType) =>
  defineDomain({
    name: "boat",
    plural: "boats",
    label: { one: "Boat", many: "Boats" },
    description: "A boat.",
    title: "id",
    attributes: { price },
    relations: {},
  });
const contractWith = (price: z.ZodType) => {
  const boat = boatWith(price);
  const byId = procedure.output(boat.output).query(never);
  const list = procedure.input(boat.list).query(never);
  const create = procedure.input(boat.create).mutation(never);
  return contractOf(api, router({ boat: router({ byId, list, create }) }));
};
const found = (before: z.ZodType, after: z.ZodType) =>
  compare(contractWith(before), contractWith(after), { today: "2026-06-15" }).map(
    ({ procedure, path, level }) => [procedure, path, level],
  );

test.each([
  ["required", (schema: z.ZodType) => schema.meta({ label: "Price" })],
  ["nullable", (schema: z.ZodType) => schema.nullable().meta({ label: "Price" })],
  ["with a default", (schema: z.ZodType) => schema.default("7").meta({ label: "Price" })],
])(
  "limits of a decimal that is %s are in the contract of inputs, where tightening them breaks",
  (_how, as) => {
    const wide = as(decimal(12, 2, { min: 0, max: 100 }));
    expect(found(wide, as(decimal(12, 2, { min: 5, max: 100 })))).toEqual([
      ["boat.create", "input.price", "breaking"],
    ]);
    expect(found(as(decimal(12, 2)), wide)).toEqual([
      ["boat.create", "input.price", "breaking"],
      ["boat.create", "input.price", "breaking"],
    ]);
    expect(found(wide, as(decimal(12, 2, { min: 0, max: 200 })))).toEqual([
      ["boat.create", "input.price", "safe"],
    ]);
  },
);

test("answers and filters know of no limits", () => {
  const price = decimal(12, 2, { min: 5 }).meta({ label: "Price", sortable: true });
  const { definitions, procedures } = contractWith(price);
  expect(JSON.stringify(procedures["boat.create"])).toContain('"decimalMinimum":5');
  expect(JSON.stringify([definitions, procedures["boat.list"]])).not.toContain("decimalMinimum");
  expect(attributeFilter(price).safeParse({ equals: "1" }).success).toBe(true);
});

test("OpenAPI has no words for them", () => {
  const { create } = boatWith(decimal(12, 2, { min: 0, max: 100 }));
  expect(JSON.stringify(jsonSchemaOf(create, "input"))).not.toMatch(/decimalM/);
});

test("the limits hold, and what else is said of the attribute stays", () => {
  const price = decimal(12, 2, { min: 5, max: 10 }).meta({ label: "Price" });
  expect(["4.99", "5", "10", "10.01"].map((text) => price.safeParse(text).success)).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(price.meta()).toMatchObject({ label: "Price" });
});
