// The arguments that several operations take, with the words that stand in their help.
import { z } from "zod";

export const domainArgument = z
  .string()
  .meta({ position: 0, asks: "domain", description: "The domain, such as car" });

export const attributeArgument = z
  .string()
  .meta({ position: 1, asks: "attribute", description: "The attribute, such as color" });

export const relationArgument = z
  .string()
  .meta({ position: 1, asks: "relation", description: "The relation, such as category" });

export const flag = (description: string) => z.boolean().default(false).meta({ description });

export const option = (description: string) => z.string().optional().meta({ description });

/** An option that may be passed several times. */
export const repeated = (description: string) => z.array(z.string()).optional().meta({ description });

export const exampleOption = repeated(
  "Value for generated tests and seeds, where none follows from the rules; may be repeated",
);
