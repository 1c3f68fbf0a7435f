import { car } from "./car.ts";
import { category } from "./category.ts";

export * from "./attribute.ts";
export * from "./car.ts";
export * from "./category.ts";
export * from "./domain.ts";
export * from "./filter.ts";
export * from "./procedures.ts";

/** Every domain, in the order of the navigation. Pages, seeds and tests are derived from it. */
export const domains = { car, category };
