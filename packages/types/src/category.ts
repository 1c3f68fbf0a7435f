import { defineDomain } from "@pitstop/domain";
import { z } from "zod";

export const category = defineDomain({
  name: "category",
  plural: "categories",
  label: { one: "Category", many: "Categories" },
  description: "What cars are grouped by.",
  title: "name",
  attributes: {
    name: z.string().trim().min(1).max(80).meta({ label: "Name", sortable: true, searchable: true }),
    description: z
      .string()
      .trim()
      .min(1)
      .max(2000)
      .nullable()
      .meta({ label: "Description", multiline: true, searchable: true }),
  },
  relations: {},
});

export const Category = category.output;
export const CategoryCreate = category.create;
export const CategoryUpdate = category.update;
export const CategoryList = category.list;
export const CategoryCount = category.count;
export const CategoryPage = category.page;

export type Category = z.infer<typeof Category>;
export type CategoryCreate = z.input<typeof CategoryCreate>;
export type CategoryUpdate = z.input<typeof CategoryUpdate>;
export type CategoryList = z.input<typeof CategoryList>;
export type CategoryCount = z.input<typeof CategoryCount>;
export type CategoryPage = z.infer<typeof CategoryPage>;
