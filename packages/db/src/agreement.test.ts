// @domain car, category: shows the application on these domains, and goes when one of them goes.
import type { Car, CarCreate, Category, CategoryCreate } from "@pitstop/types";
import { expectTypeOf, test } from "vitest";
import type { Agree } from "./agreement.ts";
import type { CarEntity, CategoryEntity } from "./entities/index.ts";

type CarType = typeof CarEntity;

test("a domain whose shared type and entity agree is told so", () => {
  expectTypeOf<Agree<Car, CarCreate, CarType>>().toEqualTypeOf<true>();
  expectTypeOf<Agree<Category, CategoryCreate, typeof CategoryEntity>>().toEqualTypeOf<true>();
});

test("an attribute that only the shared type has is named", () => {
  expectTypeOf<Agree<Car & { wheels: number }, CarCreate, CarType>>().toEqualTypeOf<{
    "attributes of the zod schema MISSING in the entity": "wheels";
  }>();
});

test("an attribute that only the entity has is named", () => {
  expectTypeOf<Agree<Omit<Car, "color">, CarCreate, CarType>>().toEqualTypeOf<{
    "attributes of the entity MISSING in the zod schema": "color";
  }>();
  expectTypeOf<Agree<Omit<Car, "category">, CarCreate, CarType>>().toEqualTypeOf<{
    "attributes of the entity MISSING in the zod schema": "category";
  }>();
});

test("another type, and another nullability, is named with both sides", () => {
  expectTypeOf<Agree<Omit<Car, "name"> & { name: number }, CarCreate, CarType>>().toEqualTypeOf<{
    "zod and entity disagree on the TYPE of": { name: { zod: number; entity: string } };
  }>();
  expectTypeOf<Agree<Omit<Car, "color"> & { color: string }, CarCreate, CarType>>().toEqualTypeOf<{
    "zod and entity disagree on the TYPE of": { color: { zod: string; entity: string | null } };
  }>();
});

test("an attribute or a relation that nobody can fill in is named", () => {
  expectTypeOf<Agree<Car, Omit<CarCreate, "color">, CarType>>().toEqualTypeOf<{
    "attributes of the entity MISSING in the create schema": "color";
  }>();
  expectTypeOf<Agree<Car, Omit<CarCreate, "categoryId">, CarType>>().toEqualTypeOf<{
    "attributes of the entity MISSING in the create schema": "categoryId";
  }>();
});
