import { expect, test } from "vitest";
import { sqlFragments } from "./sql-fragments.ts";

const PATH = "packages/api/src/car/find.ts";
const found = (code: string, path = PATH) =>
  sqlFragments(new Map([[path, `import { CarEntity } from "@app/db";\n${code}\n`]]), {
    domain: "car",
    column: "color",
  }).map(({ line, kind, isCarried }) => [line, kind, isCarried]);

test.each([
  `qb.where("c.color = ?", [value])`,
  `qb.where("name like :name and color is not null")`,
  "raw(`lower(color)`)",
  `raw("distinct color")`,
  `qb.orderBy(raw("color desc nulls last"))`,
  "sql`upper(color) = \u0024{value}`",
  `raw('coalesce("color", \\'none\\')')`,
])("a piece of SQL is listed for a person to look at: %s", (code) => {
  expect(found(code)).toEqual([[2, "sql", false]]);
});

test.each([
  `const label = "The color of a car";`,
  `const help = "Enter a color (optional)";`,
  `const title = "color";`,
  `const text = "color scheme";`,
  `const note = "no colors = no cars";`,
  "// where color = 'red'",
])("prose and names alone are none: %s", (code) => {
  expect(found(code)).toEqual([]);
});

test("nor is what the machinery tells of cars", () => {
  expect(found(`raw("lower(color)")`, "pitstop/trpc/src/find.ts")).toEqual([]);
});
