import { defineEntity, p } from "@mikro-orm/core";
import type { Reference } from "@pitstop/domain";
import { expectTypeOf, test } from "vitest";
import type { Agree } from "./agreement.ts";
import { record } from "./record.ts";

/** What the API answers of a record, whichever domain it is of. */
interface Known {
  id: number;
  createdAt: string;
  updatedAt: string;
  version: number;
}

const HarbourEntity = defineEntity({
  name: "HarbourEntity",
  tableName: "harbours",
  properties: { ...record, name: p.string(), boats: () => p.oneToMany(BoatEntity).mappedBy("harbour") },
});

const BoatEntity = defineEntity({
  name: "BoatEntity",
  tableName: "boats",
  properties: {
    ...record,
    name: p.string(),
    color: p.string().nullable(),
    launchedAt: p.datetime().nullable(),
    harbour: () => p.manyToOne(HarbourEntity).nullable(),
  },
});

interface Harbour extends Known {
  name: string;
}
interface Boat extends Known {
  name: string;
  color: string | null;
  launchedAt: string | null;
  harbour: Reference | null;
}
interface BoatCreate {
  name: string;
  color?: string | null;
  launchedAt?: string | null;
  harbourId?: number | null;
}

type BoatType = typeof BoatEntity;

test("a domain whose shared type and entity agree is told so", () => {
  expectTypeOf<Agree<Boat, BoatCreate, BoatType>>().toEqualTypeOf<true>();
  expectTypeOf<Agree<Harbour, { name: string }, typeof HarbourEntity>>().toEqualTypeOf<true>();
});

test("an attribute that only the shared type has is named", () => {
  expectTypeOf<Agree<Boat & { wheels: number }, BoatCreate, BoatType>>().toEqualTypeOf<{
    "attributes of the zod schema MISSING in the entity": "wheels";
  }>();
});

test("an attribute that only the entity has is named", () => {
  expectTypeOf<Agree<Omit<Boat, "color">, BoatCreate, BoatType>>().toEqualTypeOf<{
    "attributes of the entity MISSING in the zod schema": "color";
  }>();
  expectTypeOf<Agree<Omit<Boat, "harbour">, BoatCreate, BoatType>>().toEqualTypeOf<{
    "attributes of the entity MISSING in the zod schema": "harbour";
  }>();
});

test("another type, and another nullability, is named with both sides", () => {
  expectTypeOf<Agree<Omit<Boat, "name"> & { name: number }, BoatCreate, BoatType>>().toEqualTypeOf<{
    "zod and entity disagree on the TYPE of": { name: { zod: number; entity: string } };
  }>();
  expectTypeOf<Agree<Omit<Boat, "color"> & { color: string }, BoatCreate, BoatType>>().toEqualTypeOf<{
    "zod and entity disagree on the TYPE of": { color: { zod: string; entity: string | null } };
  }>();
});

test("an attribute or a relation that nobody can fill in is named", () => {
  expectTypeOf<Agree<Boat, Omit<BoatCreate, "color">, BoatType>>().toEqualTypeOf<{
    "attributes of the entity MISSING in the create schema": "color";
  }>();
  expectTypeOf<Agree<Boat, Omit<BoatCreate, "harbourId">, BoatType>>().toEqualTypeOf<{
    "attributes of the entity MISSING in the create schema": "harbourId";
  }>();
});
