// What code of a year names an attribute by, in one workspace and one plan: each type check costs seconds.
import { expect, test } from "vitest";
import { applied, planOf, textAt, withFiles } from "../../test/workspace.ts";
import { attributeRename } from "../operations/attribute-rename.ts";
import type { Plan } from "../plan.ts";
import type { Workspace } from "./workspace.ts";

const [DB, TYPES] = ["@app/db", "@app/types"];
const FOLDER = "packages/api/src/car/";

/** Code, and what has to become of it: `»color«` is carried, and a line with `// listed` is for a person to look at. */
const CODE: Readonly<Record<string, string>> = {
  [`${FOLDER}create-car.ts`]: `import type { CarCreate } from "${TYPES}";

export const createCar = (over: Partial<CarCreate> = {}) =>
  ({ name: "Saab", »color«: "red", ...over }) satisfies CarCreate;
export const looseCar = (over: Record<string, unknown>): CarCreate => ({ name: "Saab", ...over });

export const blue = createCar({ »color«: "blue" });
export const loose = looseCar({ color: "green" }); // listed
export const merged: CarCreate = Object.assign({}, blue, { color: "black" }); // listed

// biome-ignore lint/suspicious/noExplicitAny: what a library gives
export const paintOf = (row: any): string => row.color; // listed
export const same = ({ color }: Record<string, string>) => color; // listed
`,
  [`${FOLDER}types.ts`]: `import type * as types from "${TYPES}";

type Car = types.Car;
export type Painted = Pick<Car, "»color«">;
export type Plain = Omit<Car, "color">; // listed
export type PaintOf = Car["»color«"];
export const KEYS = ["name", "»color«"] as const satisfies readonly (keyof Car)[];
export const labels: { [Key in keyof Car]?: string } = { »color«: "Farbe" };

const KEY = "»color«";
export const patch: Partial<Car> = { [KEY]: "red" };

export interface Row {
  name: string;
  color: string; // listed
}
export interface Style {
  color: string;
}

export const read = (car: Car): unknown[] => {
  const { »color«: hue = "none" } = car;
  const { »color: color« = "none" } = car;
  return [hue, color, car["»color«"], car?.»color«];
};
`,
  [`${FOLDER}raw.ts`]: `import type { EntityManager } from "@mikro-orm/postgresql";

export const raw = (em: EntityManager, color: string) =>
  em.execute(\`select "id", "»color"« from "cars" where "»color«" = \${color} order by cars.»color«\`);
`,
  [`${FOLDER}car-card.tsx`]: `import type { Car } from "${TYPES}";

const Swatch = ({ color, style }: { color: string; style: { color: string } }) => color + style.color;
export const CarCard = ({ car }: { car: Car }) =>
  Swatch({ color: car.»color« ?? "none", style: { color: "red" } });
`,
  "packages/api/src/category/queries.ts": `import type { EntityManager } from "@mikro-orm/postgresql";
import { CategoryEntity } from "${DB}";

export const withPaint = (em: EntityManager, color: string) =>
  em.find(
    CategoryEntity,
    { $or: [{ cars: { »color: color« } }, { cars: { »color«: null } }] },
    {
      orderBy: [{ cars: { »color«: "asc" } }],
      populate: ["cars"],
      fields: ["name", "cars.»color«"],
    },
  );
`,
  "packages/api/src/fleet.ts": `export type { Car as Vehicle } from "${TYPES}";
export { createCar as createVehicle } from "./car/create-car.ts";
`,
  "packages/api/src/garage.ts": `import { createVehicle, type Vehicle } from "./fleet.ts";

export const paints = (all: readonly Vehicle[]) => all.map(({ »color: color« }) => color);
export const red = createVehicle({ »color«: "red" });
export const style = { color: "red" };
`,
};

/** Code before and after the rename. */
const before = (text: string) => text.replaceAll("»color: color«", "color").replace(/[»«]/g, "");
const renamed = (text: string) =>
  text
    .replaceAll('»color"«', 'paint" as "color"')
    .replaceAll("»color: color«", "paint: color")
    .replace(/»color«/g, "paint");

/** Files that nothing reads with types. */
const DATA: Readonly<Record<string, string>> = {
  "packages/api/test/fixtures/cars.json": `[\n  { "name": "Saab", "color": "red" }\n]\n`,
  "apps/client/src/locales/en.json": `{\n  "car.color": "Color",\n  "car.name": "Name"\n}\n`,
  "apps/client/src/locales/walls.json": `{\n  "wall": { "color": "Farbe" }\n}\n`,
  "schema.graphql": `type Car {\n  color: String\n}\n`,
  "deploy/import.yaml": `table: cars\ncolumns: [name, color]\n`,
  ".env.example": `CARS_SORT=color\nCARS_LIMIT=20\n`,
};

const on: Workspace = {
  ...withFiles(Object.fromEntries(Object.entries(CODE).map(([path, text]) => [path, before(text)]))),
  data: new Map(Object.entries(DATA)),
};

/** The lines of files that no edit of a plan carries. */
const listed = (plan: Plan, files: object): string[] =>
  plan.references
    .filter(({ path, isCarried }) => !isCarried && path in files)
    .map(({ path, text }) => `${path.split("/").at(-1)}: ${text}`)
    .toSorted();

test("an attribute's name moves in all code that a type holds to it, and the rest is listed", () => {
  const plan = planOf(attributeRename, { domain: "car", attribute: "color", to: "paint" }, on);
  for (const [path, text] of Object.entries(CODE))
    expect(textAt(path, applied(plan, on)), path).toBe(renamed(text));
  expect(listed(plan, CODE)).toEqual(
    Object.entries(CODE)
      .flatMap(([path, text]) =>
        before(text)
          .split("\n")
          .filter((line) => line.endsWith("// listed"))
          .map((line) => `${path.split("/").at(-1)}: ${line.trim()}`),
      )
      .toSorted(),
  );
  // Of a setting, no value is shown.
  expect(listed(plan, DATA)).toEqual([
    ".env.example: CARS_SORT=…",
    'cars.json: { "name": "Saab", "color": "red" }',
    'en.json: "car.color": "Color",',
    "import.yaml: columns: [name, color]",
    "schema.graphql: color: String",
  ]);
});
