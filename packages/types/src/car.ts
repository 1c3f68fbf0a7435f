import { defineDomain } from "@pitstop/domain";
import { z } from "zod";

export const car = defineDomain({
  name: "car",
  plural: "cars",
  label: { one: "Car", many: "Cars" },
  description: "A model of car.",
  title: "name",
  attributes: {
    name: z.string().trim().min(1).max(80).meta({ label: "Name", sortable: true, searchable: true }),
    color: z
      .string()
      .trim()
      .min(1)
      .max(40)
      .nullable()
      .meta({ label: "Color", sortable: true, searchable: true }),
  },
  relations: {
    category: { domain: "category", label: "Category", nullable: true },
  },
});

export const Car = car.output;
export const CarCreate = car.create;
export const CarUpdate = car.update;
export const CarList = car.list;
export const CarCount = car.count;
export const CarPage = car.page;

export type Car = z.infer<typeof Car>;
export type CarCreate = z.input<typeof CarCreate>;
export type CarUpdate = z.input<typeof CarUpdate>;
export type CarList = z.input<typeof CarList>;
export type CarCount = z.input<typeof CarCount>;
export type CarPage = z.infer<typeof CarPage>;
