import { defineEntity, p } from "@mikro-orm/core";
import type { Car, CarCreate } from "@pitstop/types";
import type { Agree, Assert } from "../agreement.ts";
import { CategoryEntity } from "./category.ts";
import { record } from "./record.ts";

export const CarEntity = defineEntity({
  name: "CarEntity",
  tableName: "cars",
  // One index per sortable attribute, with the id as tie-breaker: a page costs the same at any depth.
  indexes: [
    { properties: ["name", "id"] },
    { properties: ["color", "id"] },
    { properties: ["createdAt", "id"] },
    { properties: ["updatedAt", "id"] },
  ],
  properties: {
    ...record,
    name: p.string().length(80),
    color: p.string().length(40).nullable(),
    category: () => p.manyToOne(CategoryEntity).nullable().deleteRule("restrict").index(),
  },
});

/** The compiler's proof that the shared type and the entity agree. @public */
export type CarAgrees = Assert<Agree<Car, CarCreate, typeof CarEntity>>;
