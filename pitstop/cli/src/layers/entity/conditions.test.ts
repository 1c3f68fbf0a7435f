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

const renamedIn = (
  on: ReturnType<typeof saying>,
  file: string,
  target: string,
  names: Parameters<typeof renameInCollections>[3],
): string => {
  const [of, to] = [readDomain(on, file).entity, readDomain(on, target).entity];
  return renameInCollections(of, [of, to], to, names);
};
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
    const text = renamedIn(on, "category", "car", { from, to });
    expect(text).toContain('.orderBy({ paint: "desc" }).where({ paint: { $ne: null } })');
  });

  test("moves with it where another entity's filter goes through a relation", () => {
    const on = saying(
      'filters: { of: { name: "of", cond: ({ description }) => ({ category: { description, $or: [{ "description": null }] }, description: 1 }) } }',
    );
    const [from, to] = [
      { attribute: "description", column: "description" },
      { attribute: "text", column: "text" },
    ];
    expect(renamedIn(on, "car", "category", { from, to })).toContain(
      'cond: ({ description }) => ({ category: { text: description, $or: [{ "text": null }] }, description: 1 })',
    );
  });

  test.each([
    ["a filter", saying('filters: { shown: { name: "shown", cond: { color: "red" } } }'), "a filter", ENTITY],
    [
      "a filter through a relation",
      withFiles({
        [CATEGORY]: textAt(CATEGORY).replace(
          "  properties: {",
          '  filters: { red: { name: "red", cond: { cars: { color: "red" } } } },\n  properties: {',
        ),
      }),
      "a filter",
      CATEGORY,
    ],
    [
      "a computed filter through a relation",
      withFiles({
        [CATEGORY]: textAt(CATEGORY).replace(
          "  properties: {",
          '  filters: { red: { name: "red", cond: () => { return { cars: { color: "red" } }; } } },\n  properties: {',
        ),
      }),
      "a filter",
      CATEGORY,
    ],
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
