import { expect, test } from "vitest";
import { planOf, refusal, textAt, withFiles } from "../../test/workspace.ts";
import { attributeAdd } from "../operations/attribute-add.ts";
import { attributeChange } from "../operations/attribute-change.ts";
import { attributeRemove } from "../operations/attribute-remove.ts";
import { attributeRename } from "../operations/attribute-rename.ts";
import { domainRemove } from "../operations/domain-remove.ts";
import { domainRename } from "../operations/domain-rename.ts";
import { relationAdd } from "../operations/relation-add.ts";
import { relationRemove } from "../operations/relation-remove.ts";
import type { Operation } from "../plan.ts";

const ENTITY = "packages/db/src/entities/car.ts";
const inSchema = (statement: string) =>
  withFiles({ [ENTITY]: textAt(ENTITY).replace('tableName: "cars",', statement) });

const color = { domain: "car", attribute: "color" };

test.each<[Operation, Record<string, unknown>]>([
  [attributeAdd as Operation, { domain: "car", attributes: ["tag:string:9!"], backfill: "name" }],
  [attributeChange as Operation, { ...color, required: true, backfill: "'x'" }],
  [attributeRemove as Operation, color],
  [attributeRename as Operation, { ...color, to: "paint" }],
  [relationAdd as Operation, { domain: "car", target: "category", name: "kind", backfill: "1" }],
  [relationRemove as Operation, { domain: "car", relation: "category" }],
  [domainRename as Operation, { domain: "car", to: "vehicle" }],
  [domainRemove as Operation, { domain: "car" }],
])("SQL of ours is never about a table of the same name in another schema: $name", (operation, args) => {
  for (const statement of ['tableName: "cars", schema: "sales",', 'tableName: "sales.cars",'])
    expect(refusal(() => planOf(operation, args, inSchema(statement)))).toMatchObject({
      code: "OTHER_SCHEMA",
      exitCode: 3,
      message: expect.stringContaining(`${ENTITY}: the table of car is in the schema "sales"`),
    });
});

test("what MikroORM writes by itself, and what is in files alone, is planned", () => {
  const on = inSchema('tableName: "cars", schema: "sales",');
  planOf(attributeAdd, { domain: "car", attributes: ["seats:integer"] }, on);
  planOf(attributeChange, { ...color, label: "Paint" }, on);
  planOf(relationAdd, { domain: "car", target: "category", name: "kind" }, on);
});
