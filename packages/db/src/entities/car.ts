import type { Car, CarCreate } from "@app/types";
import { defineEntity, p } from "@mikro-orm/core";
import { type Agree, type Assert, record } from "@pitstop/database";
import { CategoryEntity } from "./category.ts";

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
