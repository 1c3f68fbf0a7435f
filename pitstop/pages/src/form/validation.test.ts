import { defineDomain } from "@pitstop/domain";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Row } from "../api.ts";
import { domainsOf } from "../domains.ts";
import { fieldsOf } from "../fields.ts";
import { initialValues, readChanges, readValues, schemaErrors } from "./validation.ts";

const rack = defineDomain({
  name: "rack",
  plural: "racks",
  label: { one: "Rack", many: "Racks" },
  description: "Where bicycles stand.",
  title: "name",
  attributes: { name: z.string() },
  relations: {},
});
const bicycle = defineDomain({
  name: "bicycle",
  plural: "bicycles",
  label: { one: "Bicycle", many: "Bicycles" },
  description: "One of every kind.",
  title: "name",
  attributes: {
    name: z.string().trim().min(1).max(20).meta({ label: "Name" }),
    gears: z.int().min(1).max(30).default(3).meta({ label: "Gears" }),
    weight: z.number().nullable().meta({ label: "Weight" }),
    electric: z.boolean().default(false).meta({ label: "Electric" }),
    rented: z.boolean().nullable().meta({ label: "Rented" }),
    built: z.iso.date().nullable().meta({ label: "Built" }),
    checkedAt: z.iso.datetime().nullable().meta({ label: "Checked" }),
    brake: z.enum(["disc", "rim"]).nullable().meta({ label: "Brake" }),
    parts: z.json().nullable().meta({ label: "Parts" }),
  },
  relations: { rack: { domain: "rack", label: "Rack", nullable: false } },
});

const fields = fieldsOf(domainsOf({ rack, bicycle }).bicycle);

const stored: Row = {
  id: 7,
  version: 2,
  name: "Old Faithful with a name that is too long by now",
  gears: 21,
  weight: 12.5,
  electric: true,
  rented: null,
  built: "2020-02-29",
  checkedAt: "2026-01-31T12:00:30.500Z",
  brake: "disc",
  parts: { bell: true },
  rack: { id: 3, name: "City" },
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
};
const values = initialValues(fields, stored);

describe("a form for a new record", () => {
  test("starts with the defaults of the schema", () => {
    expect(initialValues(fields, undefined)).toMatchObject({
      gears: "3",
      electric: false,
      name: "",
      brake: null,
    });
  });

  test("asks for what is required and for nothing else", () => {
    const { input, errors } = readValues(fields, initialValues(fields, undefined));
    const missing = { name: "Fill this in.", rackId: "Fill this in." };
    expect({ ...schemaErrors(bicycle.create, input), ...errors }).toEqual(missing);
  });

  test("says in words which rule a value breaks", () => {
    const { input } = readValues(fields, { ...values, gears: "31", name: "x".repeat(21) });
    expect(schemaErrors(bicycle.create, input)).toEqual({
      gears: "Use at most 30.",
      name: "Use at most 20 characters.",
    });
  });

  test("says where text is no JSON", () => {
    expect(readValues(fields, { ...values, parts: "{bell" }).errors.parts).toMatch(/^This is not JSON/);
  });
});

describe("a form for a stored record", () => {
  test("sends nothing that was not changed, in every kind of value", () => {
    expect(readChanges(fields, values, stored)).toEqual({ input: {}, errors: {} });
  });

  test("sends what was changed, and null for what was emptied", () => {
    const changed = { ...values, gears: "1", weight: "", built: "", brake: null, parts: "[1]", rackId: 4 };
    expect(readChanges(fields, changed, stored).input).toEqual({
      gears: 1,
      weight: null,
      built: null,
      brake: null,
      parts: [1],
      rackId: 4,
    });
  });

  test("leaves alone what another writer stored and no form would take", () => {
    const odd = {
      ...stored,
      gears: 4.5,
      weight: "NaN",
      built: "infinity",
      checkedAt: "-infinity",
      brake: "drum",
    };
    const shown = initialValues(fields, odd);
    expect(shown).toMatchObject({
      gears: "4.5",
      weight: "NaN",
      built: "infinity",
      checkedAt: "-infinity",
      brake: "drum",
    });
    const far = { ...odd, rack: { id: "9223372036854775807", name: "Far" } };
    expect(initialValues(fields, far).rackId).toBe("9223372036854775807");
    expect(readChanges(fields, { ...shown, name: "Repaired" }, odd)).toEqual({
      input: { name: "Repaired" },
      errors: {},
    });
  });

  test("does not let a value that breaks a newer rule stand in the way of another change", () => {
    const { input } = readChanges(fields, { ...values, gears: "1" }, stored);
    expect(schemaErrors(bicycle.update, { id: 7, version: 2, ...input })).toEqual({});
  });

  test("asks for a value that must be there, even where a new record has a default", () => {
    expect(readChanges(fields, { ...values, gears: "" }, stored).errors).toEqual({ gears: "Fill this in." });
    expect(readChanges(fields, { ...values, rackId: null }, stored).errors).toEqual({
      rackId: "Fill this in.",
    });
  });
});
