import { expect, test } from "vitest";
import { placesOf, replaced } from "./renamed-places.ts";

const PATH = "packages/api/src/report.ts";
const FIELDS = "packages/api/src/fields.ts";
const fields = `export const fields = { paint: "color", other: "name" } as const;\nexport const COLOR = "color";\n`;

/** The texts after a complaint of the compiler about a part of the first one. */
function after(text: string, complaint: string): readonly [string | undefined, string | undefined] {
  const files = new Map([
    [PATH, text],
    [FIELDS, fields],
  ]);
  const start = text.indexOf(complaint);
  const error = { path: PATH, start, end: start + complaint.length, message: "" };
  const places = placesOf(files, error, new Map([["color", "tint"]]));
  const [own, others] = [PATH, FIELDS].map((path) =>
    replaced(
      files.get(path) ?? "",
      places.filter((place) => place.path === path),
    ),
  );
  return [own, others];
}

const IMPORT = `import { COLOR, fields } from "./fields.ts";\n`;
const tinted = (...[from, to]: [string, string]) => fields.replace(from, to);

test.each([
  ["a name", "car.color;", "color", "car.tint;"],
  ["a text", `pick(car, "color");`, `"color"`, `pick(car, "tint");`],
  ["a text in backquotes", "car[`color`];", "`color`", "car[`tint`];"],
  [
    "a path through relations",
    `fields: ["name", "cars.color"]`,
    `["name", "cars.color"]`,
    `fields: ["name", "cars.tint"]`,
  ],
  [
    "a constant",
    `const KEY = "color";\nset({ [KEY]: 1 });`,
    "[KEY]: 1",
    `const KEY = "tint";\nset({ [KEY]: 1 });`,
  ],
  [
    "a shorthand with a default",
    `const { color = "none" } = car;`,
    "color",
    `const { tint: color = "none" } = car;`,
  ],
])("what the compiler complains about gets its new name: %s", (_what, text, complaint, expected) => {
  expect(after(text, complaint)[0]).toBe(expected);
});

test.each([
  ["a constant", `${IMPORT}car[COLOR];`, "COLOR]", tinted(`COLOR = "color"`, `COLOR = "tint"`)],
  [
    "a part of an object",
    `${IMPORT}car[fields.paint];`,
    "fields.paint",
    tinted(`paint: "color"`, `paint: "tint"`),
  ],
])("it does in another file, which has %s", (_what, text, complaint, expected) => {
  const [own, others] = after(text, complaint);
  expect(own).toBe(text);
  expect(others).toBe(expected);
});
