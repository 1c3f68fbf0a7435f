import { z } from "zod";
import type { Kind } from "./kind.ts";

export const boolean: Kind = {
  holds: (bare) => bare instanceof z.ZodBoolean,
  conditions: [],
  answered: () => z.boolean(),
  accepted: (bare) => bare,
  compared: () => z.boolean(),
  examples: (_bare, number) => [number % 2 === 0],
};
