import { z } from "zod";
import type { Kind } from "./kind.ts";

export const enumeration: Kind = {
  holds: (bare) => bare instanceof z.ZodEnum,
  conditions: [],
  // A value that an older release knew, or another program wrote, must not hide the others.
  answered: (bare) => z.string().meta({ enum: optionsOf(bare) }),
  accepted: (bare) => bare,
  compared: (bare) => bare,
  examples: (bare, number) => {
    const options = optionsOf(bare);
    return [options[number % options.length]];
  },
};

const optionsOf = (bare: z.ZodType): (string | number)[] => (bare instanceof z.ZodEnum ? bare.options : []);
