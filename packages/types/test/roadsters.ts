// Two domains that stand in for the application's own, roadsters and the homelands that they come from, so that what is
// the same in every domain stays proved whatever becomes of the domains that the application has.
import { defineDomain } from "@pitstop/domain";
import { z } from "zod";
import { domains } from "../src/index.ts";

export const homeland = defineDomain({
  name: "homeland",
  plural: "homelands",
  label: { one: "Homeland", many: "Homelands" },
  description: "Where roadsters come from.",
  title: "name",
  attributes: {
    name: z.string().trim().min(1).max(80).meta({ label: "Name", sortable: true, searchable: true }),
    remarks: z
      .string()
      .trim()
      .min(1)
      .max(2000)
      .nullable()
      .meta({ label: "Remarks", multiline: true, searchable: true }),
  },
  relations: {},
});

export const roadster = defineDomain({
  name: "roadster",
  plural: "roadsters",
  label: { one: "Roadster", many: "Roadsters" },
  description: "A model of roadster.",
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
    homeland: { domain: "homeland", label: "Homeland", nullable: true },
  },
});

// From here on they stand in the list of this process, in front of the application's own.
const own = { ...domains };
for (const name of Object.keys(own)) Reflect.deleteProperty(domains, name);
Object.assign(domains, { roadster, homeland }, own);
