import { expect, test } from "vitest";
import { applied, planOf, refusal, textAt, withFiles } from "../../test/workspace.ts";
import { attributeAdd } from "./attribute-add.ts";
import { attributeChange } from "./attribute-change.ts";

const TYPES = "packages/types/src/car.ts";
const plate = { domain: "car", attributes: ["plate:string:12"], pattern: "^[A-Z]{2}-\\d+$" };

const flat = (text: string): string => text.replaceAll(/\s+/g, " ");

test("an example is stated beside the rules, where generated tests, seeds and the API page look first", () => {
  const plan = planOf(attributeAdd, { ...plate, example: ["AB-1", "CD-22"] });
  expect(plan.operation).toContain("--example AB-1 --example CD-22");
  expect(flat(textAt(TYPES, applied(plan)))).toContain('examples: ["AB-1", "CD-22"]');
  expect(plan.needsExample).toEqual([{ path: TYPES, constant: "car", attribute: "plate" }]);
});

test.each([
  [{ ...plate, example: ["ab-1"] }, 'The example "ab-1" is not like /^[A-Z]{2}-\\d+$/.'],
  [{ domain: "car", attributes: ["seats:integer"], max: "9", example: ["10"] }, 'The example "10" is not'],
  [{ domain: "car", attributes: ["fuel:enum:a,b"], example: ["c"] }, 'The example "c" is not one of a, b.'],
])("one that breaks a rule is refused: %o", (args, message) => {
  const refused = refusal(() => planOf(attributeAdd, args));
  expect(refused).toMatchObject({ code: "BAD_EXAMPLE", hint: expect.stringContaining("--example") });
  expect(refused.message).toContain(message);
});

test("a new pattern brings its own examples, and those that it refuses go", () => {
  const added = applied(planOf(attributeAdd, { ...plate, example: ["AB-1", "CD-22"] }));
  const change = (args: Record<string, unknown>) =>
    flat(
      textAt(
        TYPES,
        applied(planOf(attributeChange, { domain: "car", attribute: "plate", ...args }, added), added),
      ),
    );
  expect(change({ pattern: "^[A-Z]+-22$" })).toContain('examples: ["CD-22"]');
  expect(change({ pattern: "^x$" })).not.toContain("examples");
  expect(change({ pattern: "^x$", example: ["x"] })).toContain('examples: ["x"]');
  expect(change({ example: ["EF-3"] })).toContain('examples: ["EF-3"]');
  expect(change({ label: "Number" })).toContain('examples: ["AB-1", "CD-22"]');
});

test("an example is looked for where values that fitted may not fit any more, and the domain has generated tests", () => {
  const name = (args: Record<string, unknown>, on = withFiles({})) =>
    planOf(attributeChange, { domain: "car", attribute: "name", ...args }, on).needsExample.length;
  expect(name({ pattern: "^A" })).toBe(1);
  expect(name({ label: "Model" })).toBe(0);
  expect(name({ pattern: "^A" }, withFiles({ "packages/api/src/car/car.test.ts": "" }))).toBe(0);
});
