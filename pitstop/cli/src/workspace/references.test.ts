import { describe, expect, test } from "vitest";
import { planOf, textAt, withFiles, workspace } from "../../test/workspace.ts";
import { attributeRemove } from "../operations/attribute-remove.ts";
import { carryRenames } from "./references.ts";

const SEEDS = "packages/db/src/seeds/records/car.ts";

describe("a rename", () => {
  test("is carried into the records that the domain begins with, which no type holds to its attributes", () => {
    const text = `const color = "red";
export const car = async () => [{ name: color, color }, { color: "blue" }, { "color": color }];
`;
    const { files, references } = carryRenames(
      workspace,
      new Map([[SEEDS, text]]),
      new Map([["color", "paint"]]),
      { domain: "car", attributes: ["name", "color"], beside: ["car"], ownFolder: "packages/api/src/car" },
    );
    expect(files.get(SEEDS)).toBe(`const color = "red";
export const car = async () => [{ name: color, paint: color }, { paint: "blue" }, { "paint": color }];
`);
    expect(references).toContainEqual(expect.objectContaining({ path: SEEDS, line: 2, isCarried: true }));
  });
});

describe("a removal names the code that a person may have to look at", () => {
  const HAND_WRITTEN = "apps/server/src/report.ts";
  const mentionsIn = (text: string, path = HAND_WRITTEN) =>
    planOf(attributeRemove, { domain: "car", attribute: "color" }, withFiles({ [path]: text }))
      .references.filter((reference) => reference.path === path)
      .map(({ line }) => line);

  test.each([
    ["a member", "const paint = car.color;"],
    ["a key", `call("car.create", { name: "Saab", color: "red" });`],
    ["a text", `read("cars", ["color"]);`],
    ["a column in SQL", "const sql = `select id, color from cars`;"],
    ["a parameter of REST", `const path = "/api/v1/cars?color=red&color.in=blue";`],
  ])("by %s", (_what, text) => {
    expect(mentionsIn(`\n${text}\n`)).toEqual([2]);
  });

  test("by the name of a relation that leads to it", () => {
    const types = "packages/types/src/car.ts";
    const text = textAt(types).replace("category: { domain", "group: { domain");
    const asked = `export const inGroup = { where: { group: { description: "x" } } };\n`;
    const on = withFiles({ [types]: text, [HAND_WRITTEN]: asked });
    const { references } = planOf(attributeRemove, { domain: "category", attribute: "description" }, on);
    expect(references).toContainEqual(expect.objectContaining({ path: HAND_WRITTEN, line: 1 }));
  });

  test.each([
    ["a comment", "// The color of a car is dealt out in turn.\nexport const one = 1;"],
    ["a comment of several lines", "/**\n * A car has a color.\n */\nexport const one = 1;"],
    ["a comment behind code", "export const one = 1; // the color of a car"],
    ["a file that names no car", `export const style = { color: "red" };`],
    [
      "a file that names cars in a comment",
      `// As on the page of a car.\nexport const style = { color: "red" };`,
    ],
  ])("not by %s", (_what, text) => {
    expect(mentionsIn(text)).toEqual([]);
  });

  test("not where another package only tells of a domain of this name, and not in the domain's own statement", () => {
    const { references } = planOf(attributeRemove, { domain: "category", attribute: "description" });
    const own = /^packages\/(contract|types\/src\/category|types\/src\/car\b)/;
    expect(references.filter(({ path }) => own.test(path))).toEqual([]);
    expect(references).toContainEqual(
      expect.objectContaining({ path: "packages/db/src/seeds/records/category.ts" }),
    );
  });

  test("in a document by its code, not by its prose", () => {
    const path = "docs-of-ours.md";
    const text = "Cars have a color.\n\n```ts\ncar.color;\n```\n\nIt is `car.color`, and colorful.\n";
    expect(mentionsIn(text, path)).toEqual([4, 7]);
  });
});
