import { car } from "./car.ts";
import { category } from "./category.ts";

/**
 * The records that an empty database begins with, by domain: values by attribute, and for a relation the title of
 * the record that it leads to. What a record does not name, its schema gives an example of.
 */
export const records = { car, category };
