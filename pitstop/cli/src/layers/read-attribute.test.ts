import { describe, expect, test } from "vitest";
import { applied, planOf, textAt, withFiles } from "../../test/workspace.ts";
import { attributeAdd } from "../operations/attribute-add.ts";
import { attributeChange } from "../operations/attribute-change.ts";
import { attributeRemove } from "../operations/attribute-remove.ts";
import { relationAdd } from "../operations/relation-add.ts";
import { relationRemove } from "../operations/relation-remove.ts";
import { readDomain } from "../workspace/read-domain.ts";
import { findings } from "./findings.ts";
import { readAttribute } from "./read-attribute.ts";

const TYPES = "packages/types/src/car.ts";
const ENTITY = "packages/db/src/entities/car.ts";
const INDEX = "packages/types/src/index.ts";
const PACKAGE = "packages/types/package.json";

const META = `.meta({ label: "Color", sortable: true })`;

/** The workspace in which the color of a car is stated like this, below some constants of the file. */
function stated(schema: string, column: string, constants = "", more: Record<string, string> = {}) {
  const types = textAt(TYPES)
    .replace(/color: z[\s\S]*?\}\),\n(?= {2}\},)/, `color: ${schema},\n`)
    .replace("export const car", `${constants}\nexport const car`);
  const entity = textAt(ENTITY).replace("p.string().length(40).nullable()", column);
  return withFiles({ [TYPES]: types, [ENTITY]: entity, ...more });
}

function colorOf(on: ReturnType<typeof stated>) {
  const { types, entity } = readDomain(on, "car");
  return readAttribute(types, entity, "color");
}

const TEXT = "p.string().length(40).nullable()";
const ENUM = `p.enum(["red", "blue"]).nullable()`;
const COLORS = `const Color = { Red: "red", Blue: "blue" } as const;\n`;

describe("what is written out somewhere is known", () => {
  test.each([
    ["in a frozen object", "LIMITS.color", "const LIMITS = Object.freeze({ color: 40 });\n"],
    [
      "in an object that a spread brings",
      "LIMITS.color",
      "const base = { color: 30, name: 80 };\nconst LIMITS = { ...base, color: 40 } as const;\n",
    ],
    [
      "through that spread",
      "LIMITS.color",
      "const base = { color: 40 };\nconst LIMITS = { name: 1, ...base };\n",
    ],
  ])("a length %s", (_where, length, constants) => {
    const on = stated(`z.string().max(${length}).nullable()${META}`, TEXT, constants);
    expect(colorOf(on).rules).toMatchObject({ maxLength: 40 });
    expect(findings(on)).toEqual([]);
  });

  test("a length behind an entry of a package, also where it has conditions", () => {
    const entries = {
      ".": { types: "./src/index.ts" },
      "./limits": { types: "./d.d.ts", default: "./src/limits.ts" },
    };
    const on = stated(`z.string().max(40).nullable()${META}`, "p.string().length(COLOR_MAX).nullable()", "", {
      [PACKAGE]: JSON.stringify({ name: "@app/types", exports: entries }),
      "packages/types/src/limits.ts": "export const COLOR_MAX = 40;\n",
    });
    const entity = textAt(ENTITY, on);
    const files = new Map(on.files).set(ENTITY, `import { COLOR_MAX } from "@app/types/limits";\n${entity}`);
    expect(findings({ ...on, files })).toEqual([]);
    files.set(PACKAGE, JSON.stringify({ name: "@app/types", exports: { "./limits": "./src/limits.ts" } }));
    files.set("packages/types/src/limits.ts", "export const COLOR_MAX = 50;\n");
    expect(findings({ ...on, files })).toHaveLength(1);
  });

  test.each([
    ["an object", "z.enum(Color)", ENUM],
    ["the values of an object", "z.enum(Object.values(Color))", ENUM],
    ["a callback", "z.enum(Color)", `p.enum(() => ["red", "blue"]).nullable()`],
  ])("the values of an enum that are those of %s", (_what, schema, column) => {
    const on = stated(`${schema}.nullable()${META}`, column, COLORS);
    expect(colorOf(on)).toMatchObject({ type: "enum", rules: { values: ["red", "blue"] } });
    expect(findings(on)).toEqual([]);
  });

  test("a text that a template puts together", () => {
    const on = stated(
      `z.string().max(40).nullable().meta({ label: \`\${WORD}s\` })`,
      TEXT,
      `const WORD = "Color";\n`,
    );
    expect(colorOf(on).label).toBe("Colors");
  });
});

test.each(["z.int()", "z.number().int().min(0)"])(
  "the column says how large a whole number may be: %s",
  (schema) => {
    for (const type of ["integer", "bigint"]) {
      const on = stated(`${schema}.nullable()${META}`, `p.${type}().nullable()`);
      expect(colorOf(on).type).toBe(type);
      expect(findings(on)).toEqual([]);
    }
    const on = stated(`${schema}.nullable()${META}`, "p.integer().nullable()");
    const plan = planOf(attributeChange, { domain: "car", attribute: "color", max: "9" }, on);
    expect(textAt(TYPES, applied(plan, on))).toMatch(
      /color: z\.int32\(\)(\.min\(0\))?\.max\(9\)\.nullable\(\)/,
    );
  },
);

describe("a file that imports under other names", () => {
  const files = {
    [TYPES]: textAt(TYPES)
      .replace("{ z }", "{ z as zod }")
      .replaceAll(/\bz\b(?=\s*\.)/g, "zod")
      .replace("{ defineDomain }", "{ decimal as exact, defineDomain }")
      .replace(
        "  attributes: {\n",
        `  attributes: {\n    price: exact(12, 2).nullable().meta({ label: "Price" }),\n`,
      ),
    [ENTITY]: textAt(ENTITY)
      .replace("defineEntity, p }", "defineEntity, p as column }")
      .replaceAll(/\bp\./g, "column.")
      .replace(
        "    name: column",
        `    price: column.decimal("string").precision(12).scale(2).nullable(),\n    name: column`,
      ),
  };
  const on = withFiles(files);

  test("is understood", () => {
    expect(findings(on)).toEqual([]);
  });

  test("is written in these names, and back to the last byte", () => {
    const add = { domain: "car", attributes: ["size:integer", "cost:decimal:8,2"] };
    const added = applied(planOf(attributeAdd, add, on), on);
    expect(textAt(TYPES, added)).toContain("size: zod.int32()");
    expect(textAt(TYPES, added)).toContain("cost: exact(8, 2)");
    expect(textAt(ENTITY, added)).toContain("size: column.integer()");
    const remove = (attribute: string, from: typeof on) =>
      applied(planOf(attributeRemove, { domain: "car", attribute, now: true }, from), from);
    const back = remove("size", remove("cost", added));
    expect(textAt(TYPES, back)).toBe(textAt(TYPES, on));
    expect(textAt(ENTITY, back)).toBe(textAt(ENTITY, on));
    const related = applied(planOf(relationAdd, { domain: "car", target: "category", name: "kind" }, on), on);
    expect(textAt(ENTITY, related)).toContain("kind: () => column.manyToOne(CategoryEntity)");
  });
});

test("properties that a callback gives are those of the entity", () => {
  const text = textAt(ENTITY)
    .replace("defineEntity, p }", "defineEntity }")
    .replace("properties: {", "properties: (p) => ({")
    .replace("  },\n});", "  }),\n});");
  const on = withFiles({ [ENTITY]: text });
  expect(findings(on)).toEqual([]);
  const added = applied(planOf(attributeAdd, { domain: "car", attributes: ["seats:integer"] }, on), on);
  expect(textAt(ENTITY, added)).toContain("    seats: p.integer().nullable(),\n    category");
});

test("a relation's column is the one that the entity names", () => {
  const text = textAt(ENTITY).replace('.deleteRule("restrict")', '.deleteRule("restrict").fieldName("kind")');
  const on = withFiles({ [ENTITY]: text });
  const { retires } = planOf(relationRemove, { domain: "car", relation: "category" }, on);
  expect(retires).toEqual([expect.objectContaining({ attribute: "category", column: "kind" })]);
});

test("the list of domains stays a list where a spread brings some of them", () => {
  const text = textAt(INDEX).replace(
    "export const domains = { car, category };",
    "const core = { category };\n\nexport const domains = { car, ...core };",
  );
  expect(findings(withFiles({ [INDEX]: text }))).toEqual([]);
});

test("a length that one call states changes with either end of it", () => {
  const on = stated(`z.string().length(8).nullable()${META}`, "p.string().length(8).nullable()");
  expect(findings(on)).toEqual([]);
  const plan = planOf(attributeChange, { domain: "car", attribute: "color", max: "12" }, on);
  expect(textAt(TYPES, applied(plan, on))).toContain("color: z.string().min(8).max(12).nullable()");
});

test("what a spread brings to meta data is taken back for this attribute alone", () => {
  const schema = `z.string().max(40).nullable().meta({ ...SHOWN, label: "Color" })`;
  const on = stated(schema, TEXT, "const SHOWN = { sortable: true };\n");
  const after = applied(planOf(attributeChange, { domain: "car", attribute: "color", index: false }, on), on);
  expect(textAt(TYPES, after)).toContain(`.meta({ ...SHOWN, label: "Color", sortable: false })`);
  expect(findings(after)).toEqual([]);
});

test.each([
  ["a type of the database's own", `p.string().columnType("citext").nullable()`, undefined],
  [
    "a relation that a block returns",
    TEXT,
    "() => {\n      return p.manyToOne(CategoryEntity).nullable().index();\n    }",
  ],
  ["a relation that something else makes", TEXT, "() => toCategory()"],
])("the layers agree on %s", (_what, column, relation) => {
  const on = stated(`z.string().max(40).nullable()${META}`, column);
  const text = textAt(ENTITY, on);
  const files = new Map(on.files);
  if (relation) files.set(ENTITY, text.replace(/category: \(\) => .*,/, `category: ${relation},`));
  expect(findings({ ...on, files })).toEqual([]);
});
