import { expect, test } from "vitest";
import { applied, planOf, textAt, withFiles, workspace } from "../../test/workspace.ts";
import { attributeAdd } from "../operations/attribute-add.ts";
import { findings } from "./findings.ts";

const TYPES = "packages/types/src/car.ts";
const ENTITY = "packages/db/src/entities/car.ts";

const rich = applied(
  planOf(attributeAdd, {
    domain: "car",
    attributes: [
      "price:decimal:12,2!=0",
      "fuel:enum:petrol,diesel!=diesel",
      "soldAt:datetime=2026-01-31T12:00:00.120Z",
      "data:json!={}",
      "notes:text",
      "seats:integer",
    ],
  }),
);

/** The line of a file on which a text begins. */
const lineOf = (path: string, text: string): number =>
  textAt(path, rich).split(text)[0]?.split("\n").length ?? 0;

test("the workspace agrees, and so does one with every kind of attribute", () => {
  expect(findings(workspace)).toEqual([]);
  expect(findings(rich)).toEqual([]);
});

test.each([
  [
    "a column that is gone",
    ENTITY,
    "    color: p.string().length(40).nullable(),\n",
    "",
    `the entity has no "color"`,
  ],
  ["an attribute that is gone", TYPES, / {4}seats: z.*\n/, "", `the shared types have no "seats"`],
  [
    "another type",
    ENTITY,
    "seats: p.integer()",
    "seats: p.boolean()",
    "seats: the column is a boolean, the shared type an integer",
  ],
  [
    "another length",
    ENTITY,
    "length(80)",
    "length(90)",
    "name: the column has 90 characters, the shared type 80",
  ],
  [
    "another length in the shared type",
    TYPES,
    "max(80)",
    "max(70)",
    "name: the column has 80 characters, the shared type 70",
  ],
  [
    "another nullability",
    ENTITY,
    "length(80)",
    "length(80).nullable()",
    "name: the column may be null, the shared type may not",
  ],
  [
    "another precision",
    ENTITY,
    "precision(12)",
    "precision(10)",
    "price: the column has 10 digits, the shared type 12",
  ],
  [
    "another scale",
    TYPES,
    "decimal(12, 2)",
    "decimal(12, 3)",
    "price: the column has 2 digits behind the point, the shared type 3",
  ],
  [
    "another value",
    ENTITY,
    `["petrol", "diesel"]`,
    `["petrol", "diesel", "wood"]`,
    "fuel: the column has the values petrol, diesel, wood, the shared type petrol, diesel",
  ],
  [
    "another default",
    ENTITY,
    `.default("diesel")`,
    `.default("petrol")`,
    "fuel: the column has the default petrol, the shared type diesel",
  ],
  [
    "a default that is gone",
    TYPES,
    `.default("diesel")`,
    "",
    "fuel: the column has the default diesel, the shared type none",
  ],
  [
    "an index that is gone",
    ENTITY,
    `    { properties: ["color", "id"] },\n`,
    "",
    `color: rows can be ordered by it, and there is no index on ("color", "id")`,
  ],
  ["a relation that is gone", ENTITY, / {4}category: .*\n/, "", `the entity has no relation "category"`],
  [
    "a relation of another nullability",
    TYPES,
    "nullable: true",
    "nullable: false",
    "category: the column may be null, the shared type may not",
  ],
  [
    "a foreign key without an index",
    ENTITY,
    `.deleteRule("restrict").index()`,
    `.deleteRule("restrict")`,
    "category: the foreign key has no index",
  ],
  [
    "a title that is no attribute",
    TYPES,
    `title: "name"`,
    `title: "model"`,
    `the title "model" is not an attribute`,
  ],
  [
    "a file that cannot be read",
    TYPES,
    "  attributes: {",
    "  more: {",
    `${TYPES}:${lineOf(TYPES, "defineDomain({")}: expected "attributes" here.`,
  ],
])("%s is found, by its sentence and its place", (_what, path, from, to, sentence) => {
  const text = textAt(path, rich).replace(from, to);
  expect(text).not.toBe(textAt(path, rich));
  const found = findings(withFiles({ [path]: text }, rich));
  expect(found.map((finding) => finding.text)).toContain(sentence);
  for (const { path: place, line } of found) {
    expect(place).toMatch(/^packages\/(types|db)\/src\//);
    expect(line).toBeGreaterThan(0);
  }
});

test.each([
  [
    "packages/api/src/root.ts",
    "  car: carRouter,\n",
    `packages/api/src/root.ts doesn't list the domain "car".`,
  ],
  [
    "packages/db/src/entities/index.ts",
    "car: CarEntity, ",
    `packages/db/src/entities/index.ts doesn't list the domain "car".`,
  ],
])("a domain that %s does not list is found", (path, entry, sentence) => {
  const found = findings(withFiles({ [path]: textAt(path).replace(entry, "") }));
  expect(found).toMatchObject([{ domain: "car", path, text: sentence }]);
});
