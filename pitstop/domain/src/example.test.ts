import { describe, expect, test } from "vitest";
import { z } from "zod";
import { exampleOf } from "./example.ts";
import { decimal, Json } from "./index.ts";

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
  "a duration": z.iso.duration(),
  "one of a few words": z.enum(["petrol", "diesel"]).default("petrol"),
  "a UUID": z.uuid(),
  JSON: Json,
  "a license plate": z.string().regex(/^[A-Z]{1,3}-[A-Z]{2} \d{1,4}$/),
  "a country": z
    .string()
    .trim()
    .min(1)
    .max(2)
    .regex(/^[A-Z]{2}$/),
  "a number with leading zeros": z
    .string()
    .regex(/^\d{8}$/)
    .max(8),
  "one of a few prefixes": z
    .string()
    .regex(/^(?:DE|FR)\d+$/)
    .min(6)
    .max(12)
    .nullable(),
  "letters of any language": z.string().regex(/^\p{L}+$/u),
  "a part of a text": z.string().regex(/\d#\d/),
  "a text with a digit somewhere": z.string().regex(/^(?=.*\d)[a-z\d]{8}$/),
  "one that is stated": z
    .string()
    .refine((value) => value === "only this")
    .meta({ label: "x", examples: ["only this"] }),
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

  test("is another one for another number where a pattern has room for it", () => {
    const country = z.string().regex(/^[A-Z]{2}$/);
    const seen = Array.from({ length: 500 }, (_, number) => exampleOf(country, number));
    expect(new Set(seen).size).toBe(500);
  });

  test("of what has to be unique is another one for another number, like those that are stated", () => {
    const password = z
      .string()
      .refine((value) => /[A-Z]/.test(value) && /\d{2}/.test(value) && value.includes("#"))
      .meta({ examples: ["Abc#12"] });
    const seen = Array.from({ length: 500 }, (_, number) => exampleOf(password, number, { isUnique: true }));
    expect(new Set(seen).size).toBe(500);
    expect(seen[3]).toBe("Abc#15");
    for (const value of seen) expect(password.safeParse(value).success).toBe(true);
  });

  test("is null where nothing fits and null is allowed", () => {
    const nothing = z.string().regex(/^a$/).regex(/^b$/);
    expect(exampleOf(nothing.nullable(), 1)).toBe(null);
    expect(exampleOf(nothing, 1)).toBe(undefined);
  });
});
