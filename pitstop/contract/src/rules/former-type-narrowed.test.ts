import { object, verdicts } from "../../test/findings.ts";
import type { JsonSchema } from "../schema.ts";

const digits = (whole: number) => ({ type: "string", pattern: `^-?\\d{1,${whole}}$` });
const int32 = { type: "integer", minimum: -2_147_483_648, maximum: 2_147_483_647 };

/** A property that older clients still know by another schema. */
const change = (from: JsonSchema, to: JsonSchema) => ({
  before: object({ price: from }),
  after: object({ price: { ...to, formerly: [from] } }),
});

verdicts(
  { id: "input-former-type-narrowed", side: "input" },
  {
    found: [
      { ...change(digits(8), digits(4)), path: "input.price", level: "risky", says: "previous one" },
      { ...change({ type: "string" }, int32), path: "input.price", level: "risky" },
      {
        ...change({ type: "string", maxLength: 80 }, { type: "string", maxLength: 20 }),
        path: "input.price",
        level: "risky",
      },
      { ...change(int32, digits(5)), path: "input.price", level: "risky" },
    ],
    silent: [
      change(digits(4), digits(8)),
      change(
        { type: "string", pattern: "^-?\\d{1,4}(\\.\\d{1,2})?$" },
        { type: "string", pattern: "^-?\\d{1,8}(\\.\\d{1,2})?$" },
      ),
      change({ type: "string", pattern: "^(0|-?[1-9]\\d{0,18})$" }, digits(20)),
      change(int32, { type: "string" }),
      change(int32, digits(12)),
      change({ type: "string", format: "date" }, { type: "string", format: "date-time" }),
      change({ type: "string", enum: ["a", "b"] }, { type: "string" }),
    ],
  },
);

verdicts(
  { id: "input-former-type-narrowed", side: "output" },
  { found: [], silent: [change(digits(8), digits(4))] },
);
