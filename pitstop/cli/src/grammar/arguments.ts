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
