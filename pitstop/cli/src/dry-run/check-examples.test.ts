import { expect, test } from "vitest";
import { z } from "zod";
import { refusal } from "../../test/workspace.ts";
import { checkExample } from "./check-examples.ts";

const place = { path: "packages/types/src/car.ts", constant: "car", attribute: "plate" };
const check = (schema: z.ZodType, isTested = true) => checkExample(schema, place, { isTested });

/** What no generator makes a text of. */
const strange = z.string().regex(/^(?=.*\d)(?=.*opel).{12}$/);

test("rules that lead to no example are refused, with the way on", () => {
  const { message, code, hint } = refusal(() => check(strange));
  expect(code).toBe("NO_EXAMPLE");
  expect(message).toContain(
    'a value of "plate", and none follows from its rules in packages/types/src/car.ts',
  );
  expect(hint).toMatch(/--example.*--without tests/);
});

test.each([
  ["an example is stated", strange.meta({ examples: ["an opel is 1"] }), true],
  ["no test runs", strange, false],
  ["null is a value", strange.nullable(), true],
  ["the pattern leads to one", z.string().regex(/^[A-Z]{2}$/), true],
])("nothing is refused where %s", (_what, schema, isTested) => {
  expect(() => check(schema, isTested)).not.toThrow();
});

test("a stated example has to pass the rules that people wrote, too", () => {
  const own = z
    .string()
    .refine((text) => text.startsWith("W"), "Plates begin with a W.")
    .meta({ examples: ["AB"] });
  expect(refusal(() => check(own, false))).toMatchObject({
    code: "BAD_EXAMPLE",
    message: 'The example "AB" breaks a rule of "plate" in packages/types/src/car.ts: Plates begin with a W.',
  });
});
