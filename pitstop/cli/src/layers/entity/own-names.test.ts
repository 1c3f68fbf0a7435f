import { expect, test } from "vitest";
import { planOf, textAt, withFiles } from "../../../test/workspace.ts";
import { attributeChange } from "../../operations/attribute-change.ts";
import { attributeRemove } from "../../operations/attribute-remove.ts";
import { attributeRename } from "../../operations/attribute-rename.ts";
import type { Operation, PlannedMigration } from "../../plan.ts";

const ENTITY = "packages/db/src/entities/car.ts";
const MIGRATION = "packages/db/src/migrations/Migration20261105000000_names.ts";

/** The workspace whose color has a unique and an index under names that a team chose. */
const named = (column: string, sql: string) =>
  withFiles({
    [ENTITY]: textAt(ENTITY)
      .replace("p.string().length(40).nullable()", column)
      .replace('{ properties: ["color", "id"] }', '{ name: "cars_by_color", properties: ["color", "id"] }'),
    [MIGRATION]: `import { Migration } from "@mikro-orm/migrations";\nexport class Migration20261105000000_names extends Migration {\n  override up(): void {\n    this.addSql(\`alter index cars_color_id_index rename to cars_by_color; ${sql}\`);\n  }\n}\n`,
  });

const unique = named(
  `p.string().length(40).nullable().unique("cars_color_key")`,
  "alter table cars add constraint cars_color_key unique (color)",
);
const indexed = named("p.string().length(40).nullable()", "");

const color = { domain: "car", attribute: "color" };
const sqlOf = (operation: Operation, args: Record<string, unknown>, on: typeof unique): string[] =>
  planOf(operation, { ...color, ...args }, on).migrations.flatMap(({ up }: PlannedMigration) =>
    up.flatMap((step) => (step.kind === "sql" ? [step.sql.replace(/^--.*\n/, "")] : [])),
  );

test("what a team named is dropped by its name", () => {
  expect(sqlOf(attributeChange as Operation, { unique: false }, unique)).toContain(
    `alter table "cars" drop constraint "cars_color_key"`,
  );
  expect(sqlOf(attributeChange as Operation, { index: false }, indexed)).toEqual([
    `drop index concurrently "cars_by_color"`,
  ]);
  const gone = sqlOf(attributeRemove as Operation, { now: true }, indexed).join("\n");
  expect(gone).not.toContain("cars_color_id_index");
});

test("it keeps its name where another column takes the place of the one that it's over", () => {
  const changed = sqlOf(attributeChange as Operation, { type: "integer", index: false }, unique);
  expect(changed.at(-1)).toMatch(
    /rename (constraint "cars_color_key_new" to "cars_color_key"|to "cars_by_color")/,
  );
  expect(changed.join("\n")).not.toMatch(/"cars_color\w*_unique"|"cars_color_id_index"/);
  const renamed = sqlOf(attributeRename as Operation, { to: "paint", now: true }, indexed);
  expect(renamed.join("\n")).toContain(`rename column "color" to "paint"`);
  expect(renamed.join("\n")).not.toMatch(/cars_color_id_index|cars_paint_id_index|cars_by_color/);
});
