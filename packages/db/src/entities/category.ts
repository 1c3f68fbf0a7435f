import type { Category, CategoryCreate } from "@app/types";
import { defineEntity, p } from "@mikro-orm/core";
import { type Agree, type Assert, record } from "@pitstop/database";
import { CarEntity } from "./car.ts";

export const CategoryEntity = defineEntity({
  name: "CategoryEntity",
  tableName: "categories",
  // One index per sortable attribute, with the id as tie-breaker: a page costs the same at any depth.
  indexes: [{ properties: ["createdAt", "id"] }, { properties: ["updatedAt", "id"] }],
  properties: {
    ...record,
    name: p.string().length(80).unique(),
    description: p.text().nullable(),
    cars: () => p.oneToMany(CarEntity).mappedBy("category"),
  },
});

/** The compiler's proof that the shared type and the entity agree. @public */
export type CategoryAgrees = Assert<Agree<Category, CategoryCreate, typeof CategoryEntity>>;
