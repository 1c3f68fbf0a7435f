import { describe, expect, test } from "vitest";
import { z } from "zod";
import { decimal, exampleOf, Json } from "./index.ts";

const schemas: Record<string, z.ZodType> = {
  "a text": z.string().trim().min(1).max(80),
  "a short text": z.string().min(1).max(3),
  "a long text": z.string().min(50).max(80),
  "an address": z.url({ protocol: /^https?$/ }),
  "an e-mail address": z.email().max(254),
  "a whole number": z.int32(),
  "a number in a range": z.int32().min(1900).max(2100),
  "a decimal": decimal(3, 2),
  "a large decimal": decimal(12, 2, { min: 0 }),
  "a yes or no": z.boolean(),
  "a day": z.iso.date(),
  "a moment": z.iso.datetime().nullable(),
  "one of a few words": z.enum(["petrol", "diesel"]).default("petrol"),
  "a UUID": z.uuid(),
  JSON: Json,
};

describe("an example", () => {
  test.each(Object.entries(schemas))("of %s fits its schema", (_what, schema) => {
    for (const number of [0, 1, 2, 99, 12_345]) {
      const example = exampleOf(schema, number);
      expect(example).not.toBe(undefined);
      expect(schema.safeParse(example).success).toBe(true);
    }
  });

  test("is another one for another number", () => {
    const seen = Array.from({ length: 500 }, (_, number) => exampleOf(z.string().min(1).max(20), number));
    expect(new Set(seen).size).toBe(500);
  });

  test("is null where only a pattern decides and null is allowed", () => {
    expect(
      exampleOf(
        z
          .string()
          .regex(/^[A-Z]{2}-\d{4}$/)
          .nullable(),
        1,
      ),
    ).toBe(null);
    expect(exampleOf(z.string().regex(/^[A-Z]{2}-\d{4}$/), 1)).toBe(undefined);
  });
});
