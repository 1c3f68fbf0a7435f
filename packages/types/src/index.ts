import { car } from "./car.ts";
import { category } from "./category.ts";

export * from "@pitstop/domain";
export * from "./car.ts";
export * from "./category.ts";

/** Every domain, in the order of the navigation. Pages, seeds and tests are derived from it. */
export const domains = { car, category };
