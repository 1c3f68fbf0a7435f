import { z } from "zod";
import type { Kind } from "./kind.ts";

/** PostgreSQL takes any 128 bits, also those of no version that a standard knows. */
export const uuid: Kind = {
  holds: (bare) => bare instanceof z.ZodUUID || bare instanceof z.ZodGUID,
  conditions: [],
  answered: () => z.string().meta({ format: "uuid" }),
  accepted: (bare) => bare,
  compared: () => z.guid(),
  examples: (_bare, number) => [`00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`],
};
