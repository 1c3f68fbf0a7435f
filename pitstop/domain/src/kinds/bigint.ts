import { z } from "zod";
import type { Kind } from "./kind.ts";

/** A whole number of 64 bits, as text on the wire. */
export const bigint: Kind = {
  holds: (bare) => bare instanceof z.ZodStringFormat && bare.format === "int64",
  conditions: ["from", "to"],
  answered: () => z.string().meta({ format: "int64" }),
  accepted: (bare) => bare,
  compared: () => z.stringFormat("int64", isInt64, { error: "Enter a whole number of at most 64 bits." }),
  examples: (_bare, number) => [1_000_000, 1_000, 100, 10].map((limit) => String(number % limit)),
};

const isInt64 = (text: string): boolean =>
  /^(0|-?[1-9]\d{0,18})$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
