import { CarEntity } from "./car.ts";
import { CategoryEntity } from "./category.ts";

export { CarEntity, CategoryEntity };

/** Every entity under the name of its domain. */
export const entities = { car: CarEntity, category: CategoryEntity };
