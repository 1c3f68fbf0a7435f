import { describe, expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { defineDomain } from "./index.ts";

const boat = defineDomain({
  name: "boat",
  plural: "boats",
  label: { one: "Boat", many: "Boats" },
  description: "A boat.",
  title: "name",
  attributes: {
    name: z.string().trim().min(2).max(10).meta({ label: "Name", sortable: true }),
    sails: z.int().min(0).max(9).default(1),
    motor: z.enum(["petrol", "electric"]).nullable(),
  },
  relations: { harbour: { domain: "harbour", label: "Harbour", nullable: false } },
});

const carriage = defineDomain({
  name: "carriage",
  plural: "carriages",
  label: { one: "Carriage", many: "Carriages" },
  description: "A carriage.",
  title: "name",
  attributes: {
    name: z.string().trim().min(1).max(80).meta({ label: "Name", sortable: true, searchable: true }),
    color: z.string().trim().min(1).max(40).nullable().meta({ label: "Color", sortable: true }),
  },
  relations: { stable: { domain: "stable", label: "Stable", nullable: true } },
});
const { output: Carriage, create: CarriageCreate, update: CarriageUpdate, list: CarriageList } = carriage;

const stored = {
  id: 1,
  name: "Corolla",
  color: null,
  stable: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
  version: 1,
};

describe("create", () => {
  test("takes what may be empty as null when it is left out", () => {
    expect(CarriageCreate.parse({ name: "Corolla" })).toEqual({
      name: "Corolla",
      color: null,
      stableId: null,
    });
  });

  test("fills in defaults", () => {
    expect(boat.create.parse({ name: "Kon-Tiki", harbourId: 1 })).toMatchObject({ sails: 1, motor: null });
  });

  test("may leave out what the database fills for clients of before, and answers have it", () => {
    const plate = z.string().meta({ label: "Plate", filled: true });
    const trailer = defineDomain({
      ...boat,
      attributes: { plate },
      title: "plate",
      relations: { harbour: { domain: "harbour", label: "Harbour", nullable: false, filled: true } },
    });
    expect(trailer.create.parse({})).toEqual({});
    expect(trailer.create.safeParse({ plate: null }).success).toBe(false);
    expect(trailer.output.shape.plate.safeParse(undefined).success).toBe(false);
  });

  test("asks for a relation that is required", () => {
    expect(boat.create.safeParse({ name: "Kon-Tiki" }).error?.issues[0]?.path).toEqual(["harbourId"]);
  });

  test("refuses unknown keys, ids and versions", () => {
    for (const extra of [
      { wheels: 4 },
      { id: 1 },
      { version: 1 },
      { createdAt: "2026-01-01T00:00:00.000Z" },
    ]) {
      expect(CarriageCreate.safeParse({ name: "Corolla", ...extra }).success).toBe(false);
    }
  });

  test("trims text and refuses what is empty then", () => {
    expect(CarriageCreate.parse({ name: "  Corolla " }).name).toBe("Corolla");
    expect(CarriageCreate.safeParse({ name: "   " }).success).toBe(false);
  });
});

describe("update", () => {
  test("asks for id and version, and nothing else", () => {
    expect(CarriageUpdate.parse({ id: 1, version: 2 })).toEqual({ id: 1, version: 2 });
    expect(CarriageUpdate.safeParse({ id: 1, name: "Corolla" }).success).toBe(false);
  });

  test("leaves out what is not given instead of filling in a default", () => {
    expect(boat.update.parse({ id: 1, version: 1 })).toEqual({ id: 1, version: 1 });
  });

  test("tells null from left out", () => {
    expect(CarriageUpdate.parse({ id: 1, version: 1, color: null })).toHaveProperty("color", null);
  });
});

describe("output", () => {
  test("shows a record that was written before a rule was tightened", () => {
    const record = {
      id: 1,
      name: "x".repeat(500),
      sails: 99,
      motor: "petrol",
      harbour: { id: 1, name: "Oslo" },
      createdAt: "2026-01-01T00:00:00.000Z",
      updatedAt: "2026-01-01T00:00:00.000Z",
      version: 1,
    };
    expect(boat.output.parse(record)).toEqual(record);
  });

  test("keeps back what the schema does not name", () => {
    expect(Carriage.parse({ ...stored, secret: "x" })).not.toHaveProperty("secret");
  });

  test("keeps labels, so that pages need no other source", () => {
    expect(boat.output.shape.name.meta()).toMatchObject({ label: "Name", sortable: true });
  });

  test("has a reference for each relation", () => {
    expectTypeOf<z.infer<typeof Carriage>["stable"]>().toEqualTypeOf<{ id: number; name: string } | null>();
    expectTypeOf<z.infer<typeof boat.output>["harbour"]>().toEqualTypeOf<{ id: number; name: string }>();
  });
});

describe("list", () => {
  test("takes at most 100 rows", () => {
    expect(CarriageList.safeParse({ limit: 100 }).success).toBe(true);
    for (const limit of [0, -1, 101, 1.5, "20"])
      expect(CarriageList.safeParse({ limit }).success).toBe(false);
  });

  test("sorts by what is sortable only", () => {
    for (const by of ["id", "name", "color", "createdAt", "updatedAt"]) {
      expect(CarriageList.safeParse({ sort: { by } }).success).toBe(true);
    }
    for (const by of ["stable", "version", "__proto__", ""]) {
      expect(CarriageList.safeParse({ sort: { by } }).success).toBe(false);
    }
  });

  test("filters each attribute by the conditions of its kind", () => {
    expect(
      CarriageList.safeParse({ filter: { color: { isNull: true }, name: { contains: "vw" } } }).success,
    ).toBe(true);
    expect(CarriageList.safeParse({ filter: { stableId: { in: [1, 2] } } }).success).toBe(true);
    expect(CarriageList.safeParse({ filter: { name: { isNull: true } } }).success).toBe(false);
    expect(
      boat.list.safeParse({ filter: { sails: { from: 1, to: 3 }, motor: { equals: "petrol" } } }).success,
    ).toBe(true);
    expect(boat.list.safeParse({ filter: { motor: { equals: "steam" } } }).success).toBe(false);
    expect(CarriageList.safeParse({ filter: { $or: [] } }).success).toBe(false);
  });

  test("names sort keys and filters in its type", () => {
    type BoatList = z.input<typeof boat.list>;
    expectTypeOf<NonNullable<BoatList["sort"]>["by"]>().toEqualTypeOf<
      "id" | "name" | "createdAt" | "updatedAt"
    >();
    expectTypeOf<NonNullable<BoatList["filter"]>>().toHaveProperty("harbourId");
  });
});
