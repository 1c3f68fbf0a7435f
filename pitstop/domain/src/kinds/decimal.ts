import { z } from "zod";
import type { Kind } from "./kind.ts";

/** Also what a column without limits can hold beside numbers. */
const COMPARED = /^(-?\d{1,1000}(\.\d{1,1000})?|NaN|-?Infinity)$/;

/** An exact number, as text on the wire. */
export const decimal: Kind = {
  holds: (bare) => bare instanceof z.ZodStringFormat && bare.format === "decimal",
  conditions: ["from", "to"],
  answered: () => z.string().meta({ format: "decimal" }),
  accepted: (bare) => bare,
  compared: () => z.stringFormat("decimal", COMPARED, { error: "Enter a number, such as 12.50." }),
  examples: (_bare, number) => [
    ...[1_000_000, 1_000, 100, 10].map((limit) => String(number % limit)),
    `0.${number % 10}`,
    "0",
  ],
};
