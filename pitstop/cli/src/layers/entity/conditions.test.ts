import { describe, expect, test } from "vitest";
import { planOf, refusal, textAt, withFiles } from "../../../test/workspace.ts";
import { attributeChange } from "../../operations/attribute-change.ts";
import { attributeRemove } from "../../operations/attribute-remove.ts";
import { readDomain } from "../../workspace/read-domain.ts";
import { renameInCollections } from "./collection-mentions.ts";
import { renameInEntity } from "./entity-sql.ts";

const ENTITY = "packages/db/src/entities/car.ts";
const CATEGORY = "packages/db/src/entities/category.ts";

/** The workspace whose car has more to say, before its properties. */
const saying = (text: string) =>
  withFiles({ [ENTITY]: textAt(ENTITY).replace("  properties: {", `  ${text},\n  properties: {`) });
const collecting = (calls: string) =>
  withFiles({
    [CATEGORY]: textAt(CATEGORY).replace('.mappedBy("category")', `.mappedBy("category")${calls}`),
  });

const renamed = [
  { attribute: "color", column: "color" },
  { attribute: "paint", column: "paint" },
] as const;

const entityAfter = (on: ReturnType<typeof saying>): string =>
  renameInEntity(readDomain(on, "car").entity, ...renamed);

const remove = (on: ReturnType<typeof saying>) =>
  refusal(() => planOf(attributeRemove, { domain: "car", attribute: "color" }, on));

describe("what an entity says of an attribute as a key", () => {
  test.each([
    [
      "a filter",
      'filters: { shown: { name: "shown", cond: { color: { $ne: null } } } }',
      "cond: { paint: { $ne: null } }",
    ],
    [
      "a filter of several conditions",
      'filters: { shown: { name: "shown", cond: { $or: [{ "color": "red" }, { name: "color" }] } } }',
      'cond: { $or: [{ "paint": "red" }, { name: "color" }] }',
    ],
    [
      "a filter with arguments",
      'filters: { of: { name: "of", cond: ({ color }) => ({ color }) }, by: { name: "by", cond: (args) => ({ color: args.color }) } }',
      'cond: ({ color }) => ({ paint: color }) }, by: { name: "by", cond: (args) => ({ paint: args.color })',
    ],
    [
      "an index whose columns have an order",
      'uniques: [{ name: "one", columns: [{ name: "color", sort: "DESC" }] }]',
      'columns: [{ name: "paint", sort: "DESC" }]',
    ],
    [
      "an index on some rows",
      'uniques: [{ properties: ["name"], where: { $and: [{ color: { $ne: null } }] } }]',
      "where: { $and: [{ paint: { $ne: null } }] }",
    ],
  ])("moves with it: %s", (_what, text, after) => {
    expect(entityAfter(saying(text))).toContain(after);
  });

  test("moves with it where another entity orders its collection by it", () => {
    const on = collecting('.orderBy({ color: "desc" }).where({ color: { $ne: null } })');
    const [from, to] = renamed;
    const text = renameInCollections(readDomain(on, "category").entity, readDomain(on, "car").entity, {
      from,
      to,
    });
    expect(text).toContain('.orderBy({ paint: "desc" }).where({ paint: { $ne: null } })');
  });

  test.each([
    ["a filter", saying('filters: { shown: { name: "shown", cond: { color: "red" } } }'), "a filter", ENTITY],
    ["a collection", collecting('.orderBy({ color: "asc" })'), "a collection", CATEGORY],
    [
      "a trigger",
      saying(
        'triggers: [{ timing: "before", events: ["update"], body: "new.color := lower(new.color); return new;" }]',
      ),
      "a trigger",
      ENTITY,
    ],
  ])("keeps it from being removed: %s", (_what, on, named, path) => {
    expect(remove(on)).toMatchObject({
      code: "FILE_NOT_UNDERSTOOD",
      message: expect.stringMatching(
        new RegExp(`^${path}:\\d+: expected ${named} that doesn't name "color"`),
      ),
    });
  });

  test.each([
    ["computed", 'filters: { of: { name: "of", cond: () => { const color = 1; return { color }; } } }'],
    ["written elsewhere", "filters: filtersOf({ color: 1 })"],
  ])("is refused by file and line where it's %s", (_how, text) => {
    const error = refusal(() => entityAfter(saying(text)));
    expect(error.message).toMatch(/car\.ts:\d+: expected a filter that doesn't name "color"/);
  });

  test("is no matter where the attribute keeps its name", () => {
    const on = saying('filters: { shown: { name: "shown", cond: { color: { $ne: null } } } }');
    planOf(attributeChange, { domain: "car", attribute: "color", type: "integer", index: false }, on);
  });
});
