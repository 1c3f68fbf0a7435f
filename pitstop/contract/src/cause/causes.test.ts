import { expect, test } from "vitest";
import { findingsOf, object } from "../../test/findings.ts";
import { withCauses } from "./causes.ts";

const tables = {
  table: (domain: string) => (domain === "car" ? "cars" : undefined),
  columns: (attribute: string) => [attribute.toLowerCase(), `${attribute.toLowerCase()}_id`],
};
const migration = (name: string, up: string, down = "") => ({
  name,
  path: `migrations/${name}.ts`,
  text: `class ${name} { up() { this.addSql(\`${up}\`); } down() { this.addSql(\`${down}\`); } }`,
});
const initial = migration(
  "Migration1",
  `create table "cars" ("color" text); create index i on "cars" ("color");`,
);
const dropped = migration("Migration3", `alter table "cars" drop column "color";`);
const removal = () =>
  findingsOf(
    "output",
    object({ "items!": { type: "array", items: object({ color: {} }) } }),
    object({ "items!": { type: "array", items: object({}) } }),
  );
const causesOf = (findings: ReturnType<typeof removal>, migrations: Parameters<typeof withCauses>[1]) =>
  new Set(withCauses(findings, migrations, tables).map((finding) => finding.migration));

test("the migration that speaks of the column is named", () => {
  expect(causesOf(removal(), [initial, dropped])).toEqual(new Set(["migrations/Migration3.ts"]));
});

test("of several, the newest is", () => {
  const renamed = migration("Migration2", `alter table cars alter column color type text;`);
  expect(causesOf(removal(), [dropped, renamed, initial])).toEqual(new Set(["migrations/Migration3.ts"]));
});

test("making the table or an index of it caused no change of an attribute", () => {
  expect(causesOf(removal(), [initial])).toEqual(new Set([undefined]));
});

test.each([
  ["another table", `alter table "boats" drop column "color";`, ""],
  ["another column", `alter table "cars" drop column "colorful";`, ""],
  [
    "the column in another statement than the table",
    `alter table "cars" drop name; alter table "boats" drop "color";`,
    "",
  ],
  [
    "the column only where it is taken back",
    `alter table "cars" drop name;`,
    `alter table "cars" add "color" text;`,
  ],
])("a migration that names %s is not", (_case, up, down) => {
  expect(causesOf(removal(), [migration("Migration2", up, down)])).toEqual(new Set([undefined]));
});

test("a relation is found by its column", () => {
  const findings = findingsOf("output", object({ "category!": {} }), object({}));
  const added = migration("Migration2", `alter table "cars" drop column "category_id";`);
  expect(causesOf(findings, [added])).toEqual(new Set(["migrations/Migration2.ts"]));
});

test("a value that lists sort by is found by its name", () => {
  const by = (...names: string[]) => object({ by: { enum: names } });
  expect(causesOf(findingsOf("input", by("id", "color"), by("id")), [dropped])).toEqual(
    new Set(["migrations/Migration3.ts"]),
  );
});
