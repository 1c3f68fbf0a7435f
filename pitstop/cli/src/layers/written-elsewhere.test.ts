import { describe, expect, test } from "vitest";
import { applied, planOf, refusal, textAt, withFiles } from "../../test/workspace.ts";
import { attributeAdd } from "../operations/attribute-add.ts";
import { attributeRemove } from "../operations/attribute-remove.ts";
import { attributeRename } from "../operations/attribute-rename.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { findings } from "./findings.ts";

const TYPES = "packages/types/src/category.ts";
const ENTITY = "packages/db/src/entities/category.ts";

/** The workspace with a file of the category written in another way. */
function written(path: string, ...exchanges: [from: string | RegExp, to: string][]): Workspace {
  const text = exchanges.reduce((before, [from, to]) => {
    const after = before.replace(from, () => to);
    expect(after).not.toBe(before);
    return after;
  }, textAt(path));
  return withFiles({ [path]: text });
}

const added = (on: Workspace) =>
  applied(planOf(attributeAdd, { domain: "category", attributes: ["rank:integer"] }, on), on);
const removal = (on: Workspace) =>
  planOf(attributeRemove, { domain: "category", attribute: "description" }, on);
const renamed = (on: Workspace) =>
  applied(planOf(attributeRename, { domain: "category", attribute: "description", to: "zebraText" }, on), on);

const ATTRIBUTES = /attributes: (\{[\s\S]*?\n {2}\}),/;
const [, attributes = ""] = ATTRIBUTES.exec(textAt(TYPES)) ?? [];

describe("the shared types' attributes", () => {
  test("are changed where a constant of the file has them", () => {
    const on = written(
      TYPES,
      [ATTRIBUTES, "attributes,"],
      ["export const category", `const attributes = ${attributes} as const;\n\nexport const category`],
    );
    expect(findings(on)).toEqual([]);
    expect(textAt(TYPES, added(on))).toMatch(/^const attributes = \{[^;]*rank: z\.int32\(\)/m);
  });

  test("of another file are spread, so that this domain alone has one more or one less", () => {
    const other = "packages/types/src/category-attributes.ts";
    const on = withFiles(
      { [other]: `import { z } from "zod";\nexport const of = ${attributes};\n` },
      written(
        TYPES,
        [ATTRIBUTES, "attributes: of,"],
        [/^import \{ z.*$/m, 'import { z } from "zod";\nimport { of } from "./category-attributes.ts";'],
      ),
    );
    expect(findings(on)).toEqual([]);
    expect(textAt(TYPES, added(on))).toContain("attributes: { ...of, rank: z.int32()");
    expect(textAt(TYPES, applied(removal(on), on))).toContain("attributes: { name: of.name }");
    expect(textAt(other, added(on))).toBe(textAt(other, on));
    const elsewhere = applied(planOf(attributeAdd, { domain: "car", attributes: ["rank:integer"] }, on), on);
    expect(textAt(TYPES, elsewhere)).toBe(textAt(TYPES, on));
  });

  test("that nobody can read make no other domain wait, and nothing false is said of the title", () => {
    const on = written(TYPES, [ATTRIBUTES, "attributes: make(),"]);
    expect(findings(on)).toEqual([]);
    expect(textAt(TYPES, added(on))).toContain("attributes: { ...make(), rank: z.int32()");
  });

  test("stand beside a label that is a constant", () => {
    const on = written(
      TYPES,
      [/label: \{ one.*\},/, "label: LABEL,"],
      [
        "export const category",
        'const LABEL = { one: "Category", many: "Categories" };\nexport const category',
      ],
    );
    expect(findings(on)).toEqual([]);
    expect(textAt(TYPES, added(on))).toContain("rank: z.int32()");
  });
});

describe("the entity's lists", () => {
  const constants = `const UNIQUES = [{ properties: ["name", "description"] }];
const LONG = { name: "categories_long", expression: "description <> 'x'" };
export const CategoryEntity`;
  const on = written(
    ENTITY,
    ["  properties: {", "  uniques: UNIQUES,\n  checks: [...[LONG]],\n  properties: {"],
    ["export const CategoryEntity", constants],
  );

  test("name an attribute by its new name, in constants too", () => {
    expect(textAt(ENTITY, renamed(on))).toContain(
      constants.replace('"description"', '"zebraText"').replace("description <>", "zebra_text <>"),
    );
  });

  test("lose what ends with an attribute, and the plan says so", () => {
    const plan = removal(on);
    expect(plan.confirmation).toMatch(/the unique at .*category\.ts:\d+ and the check at/);
    const text = textAt(ENTITY, applied(plan, on));
    expect(text).toContain("const UNIQUES = [];");
    expect(text).not.toContain("[LONG]");
  });

  test("of another file, which may be about other domains, are left to a person, by file and line", () => {
    const shared = withFiles(
      {
        "packages/db/src/entities/shared.ts": `export const SHARED = [\n  { name: "c", expression: "description <> 'x'" },\n];\n`,
      },
      written(
        ENTITY,
        ["  properties: {", "  checks: SHARED,\n  properties: {"],
        ["export const", 'import { SHARED } from "./shared.ts";\n\nexport const'],
      ),
    );
    expect(refusal(() => removal(shared)).message).toBe(
      'packages/db/src/entities/shared.ts:2: expected a check that doesn\'t name "description".',
    );
    expect(textAt(ENTITY, added(shared))).toContain("rank: p.integer()");
  });

  test("that a function makes get one more behind them, and nobody says that an index is missing", () => {
    const made = written(
      ENTITY,
      [/indexes: \[.*\],/, 'indexes: indexesOf("createdAt"),'],
      ["export const", 'const indexesOf = (name: string) => [{ properties: [name, "id"] }];\n\nexport const'],
    );
    expect(textAt(ENTITY, added(made))).toContain(
      'indexes: [...indexesOf("createdAt"), { properties: ["rank", "id"] }],',
    );
    const other = textAt(ENTITY, added(made)).replace(', { properties: ["rank", "id"] }', "");
    expect(findings(withFiles({ [ENTITY]: other }, added(made)))).toEqual([]);
  });
});

describe("a check in a column's chain", () => {
  const on = written(
    ENTITY,
    ["p.text().nullable()", `p.text().nullable().check("description <> 'none'")`],
    [/name: (p\..*),/, `name: p.string().length(80).unique().check((c) => \`\${c.description} <> 'x'\`),`],
  );

  test("names an attribute by its new name", () => {
    const text = textAt(ENTITY, renamed(on));
    expect(text).toContain(`.check("zebra_text <> 'none'")`);
    expect(text).toContain("c.zebraText} <> 'x'");
  });

  test("ends with an attribute, wherever it is, and the plan says so", () => {
    const plan = removal(on);
    expect(plan.notes.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^Ends with it: the check at .*, \.check\("description <> 'none'"\)$/),
    );
    expect(textAt(ENTITY, applied(plan, on))).not.toContain("check(");
  });
});
