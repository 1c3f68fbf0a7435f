import { bigint, decimal, defineDomain, Json } from "@pitstop/domain";
import { z } from "zod";

/**
 * The schemas of a domain that has an attribute of every kind: what functions they hold is the machinery's, and no
 * change of the API. A function that a domain adds to an attribute of its own is not among them.
 */
export function ofEveryKind(): z.ZodType[] {
  const { output, create, update, list } = defineDomain({
    name: "sample",
    plural: "samples",
    label: { one: "Sample", many: "Samples" },
    description: "A sample.",
    title: "text",
    attributes: {
      text: z.string(),
      email: z.email(),
      flag: z.boolean(),
      whole: z.int(),
      fraction: z.number(),
      big: bigint({ min: 0, max: 1 }),
      price: decimal(12, 2, { min: 0, max: 1 }),
      day: z.iso.date(),
      moment: z.iso.datetime(),
      span: z.iso.duration(),
      choice: z.enum(["a"]),
      data: Json,
    },
    relations: {},
  });
  return [output, create, update, list];
}
