import { afterAll, describe, expect, test } from "vitest";
import { applied, planOf, refusal, textAt, withFiles, workspace } from "../../test/workspace.ts";
import { findings } from "../layers/findings.ts";
import { readAttribute } from "../layers/read-attribute.ts";
import type { Operation, Plan } from "../plan.ts";
import { changeMember, renameDomain } from "../plans/across-layers.ts";
import { Draft } from "../plans/draft.ts";
import { readDomain } from "../workspace/read-domain.ts";
import { TypeCheck } from "../workspace/type-check.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { attributeAdd } from "./attribute-add.ts";
import { attributeChange } from "./attribute-change.ts";
import { attributeDeprecate } from "./attribute-deprecate.ts";
import { attributeRemove } from "./attribute-remove.ts";
import { attributeRename } from "./attribute-rename.ts";
import { domainCreate } from "./domain-create.ts";
import { domainDeprecate } from "./domain-deprecate.ts";
import { domainRemove } from "./domain-remove.ts";
import { domainRename } from "./domain-rename.ts";
import { relationAdd } from "./relation-add.ts";
import { relationDeprecate } from "./relation-deprecate.ts";
import { relationRemove } from "./relation-remove.ts";

const isLong = process.env.PITSTOP_LONG === "1";

const compiler = isLong ? new TypeCheck(workspace) : undefined;
afterAll(() => compiler?.close());

const CAR = "packages/types/src/car.ts";
const CATEGORY = "packages/types/src/category.ts";
const CAR_ENTITY = "packages/db/src/entities/car.ts";
const CATEGORY_ENTITY = "packages/db/src/entities/category.ts";

/** The two domains without the code around them, which a rename would have the compiler read. */
const alone: Workspace = {
  ...workspace,
  files: new Map(
    [...workspace.files].filter(([path]) =>
      /^packages\/(types\/(package\.json|src\/(index|car|category|retired)\.ts)|db\/(package\.json|src\/(entities|migrations|retired))|api\/src\/(root\.ts|c\w+\/\w+\.router\.ts))/.test(
        path,
      ),
    ),
  ),
};

/** The workspace with files written in another way. */
function written(
  changes: Record<string, readonly (readonly [from: string | RegExp, to: string])[] | string>,
) {
  const texts = Object.entries(changes).map(([path, change]): [string, string] => {
    if (typeof change === "string") return [path, change];
    const text = change.reduce((before, [from, to]) => {
      const after = before.replace(from, () => to);
      expect(after, `${path}: ${from}`).not.toBe(before);
      return after;
    }, textAt(path));
    return [path, text];
  });
  return withFiles(Object.fromEntries(texts), alone);
}

/** The workspace after an operation, whose layers agree. */
function done(on: Workspace, operation: Operation, args: object): Workspace {
  const result = applied(planOf(operation, { ...args }, on), on);
  expect(findings(result)).toEqual([]);
  return result;
}

const COLOR = /color: z[\s\S]*?\.meta\(\{[^}]*\}\),/;
const META = `.meta({ label: "Color", sortable: true, searchable: true })`;

/** The car whose color is stated by another expression. */
const colored = (schema: string, ...others: (readonly [string | RegExp, string])[]) =>
  written({ [CAR]: [[COLOR, `color: ${schema},`], ...others] });

const statedIn = (text: string): string | undefined =>
  /\n {4}color: ([\s\S]*?),\n {2}\},\n {2}relations/.exec(text)?.[1]?.replace(/\s*\n\s*/g, "");

describe("a schema that a function of zod is written around", () => {
  const change = (schema: string, args: object) =>
    statedIn(
      textAt(CAR, done(colored(schema), attributeChange, { domain: "car", attribute: "color", ...args })),
    );

  test.each([
    [`z.nullable(z.string().trim().min(1).max(40))${META}`],
    [`z.union([z.string().trim().min(1).max(40), z.null()])${META}`],
    [`z.union([z.literal(null), z.string().trim().min(1).max(40)])${META}`],
    [`z.string().trim().min(1).max(40).or(z.null())${META}`],
    [`z.nullable(z.string().trim().min(1).max(40)${META})`],
  ])("%s is read as what it says, and only what is concerned changes", (schema) => {
    const { types, entity } = readDomain(colored(schema), "car");
    expect(readAttribute(types, entity, "color")).toMatchObject({
      type: "string",
      isNullable: true,
      isSortable: true,
      rules: { minLength: 1, maxLength: 40 },
    });
    expect(change(schema, { max: "60" })).toBe(schema.replace("40", "60"));
    expect(change(schema, { label: "Paint" })).toBe(schema.replace("Color", "Paint"));
    expect(change(schema, { type: "integer", searchable: false })).toMatch(
      /^z\.int32\(\)\.nullable\(\)\.meta/,
    );
    const required = change(schema, { required: true, backfill: "'red'" });
    expect(required?.replace(META, "")).toBe("z.string().trim().min(1).max(40)");
    expect(required).toContain(META);
  });

  test("has a default", () => {
    const schema = `z._default(z.nullable(z.string().max(40)), "red")${META}`;
    const on = withFiles(
      { [CAR_ENTITY]: textAt(CAR_ENTITY).replace("(40).nullable()", `(40).nullable().default("red")`) },
      colored(schema),
    );
    const changed = (args: object) =>
      statedIn(textAt(CAR, done(on, attributeChange, { domain: "car", attribute: "color", ...args })));
    expect(changed({ default: "blue" })).toBe(`z.nullable(z.string().max(40)).default("blue")${META}`);
    expect(changed({ noDefault: true })).toBe(`z.nullable(z.string().max(40))${META}`);
    expect(changed({ max: "60" })).toBe(schema.replace("40", "60"));
  });

  test("keeps what nobody knows the meaning of", () => {
    const schema = `z.nullable(z.readonly(z.string().max(40)))${META}`;
    expect(change(schema, { max: "60" })).toBe(schema.replace("40", "60"));
    const error = refusal(() =>
      planOf(
        attributeChange,
        { domain: "car", attribute: "color", type: "integer", index: false },
        colored(schema),
      ),
    );
    expect(error.message).toMatch(/car\.ts:\d+: expected no rule of its own \(\.readonly\(\)\) on "color"/);
  });
});

/** Every operation on the domain's attribute and relation, by what came of it. */
function outcomes(on: Workspace, domain: string, attribute: string, relation?: string) {
  expect(findings(on)).toEqual([]);
  const outcome = (operation: Operation, args: object): string => {
    const result = applied(planOf(operation, { domain, ...args }, on), on);
    return [...findings(result).map(({ text }) => text), ...compileErrors(on, result)].join();
  };
  const target = domain === "car" ? "category" : "car";
  return [
    outcome(attributeAdd, { attributes: ["rank:integer"] }),
    // Looking for the name in the code around takes the compiler's time.
    isLong ? outcome(attributeRename, { attribute, to: "zebraText" }) : inLayers(on, domain, attribute),
    outcome(attributeChange, { attribute, label: "Another" }),
    outcome(attributeChange, { attribute, required: true, backfill: "'x'" }),
    outcome(attributeChange, { attribute, type: "json", index: false, searchable: false }),
    outcome(attributeDeprecate, { attribute }),
    outcome(attributeRemove, { attribute }),
    outcome(attributeRemove, { attribute, now: true }),
    outcome(domainDeprecate, {}),
    outcome(relationAdd, { target, name: "zebra" }),
    outcome(relationAdd, { target, many: true }),
    ...(relation === undefined
      ? []
      : [
          outcome(relationDeprecate, { relation }),
          outcome(relationRemove, { relation }),
          outcome(relationRemove, { relation, now: true }),
        ]),
  ].filter((text) => text !== "");
}

/** What the compiler says of the layers after an operation, and didn't say before. */
function compileErrors(on: Workspace, result: Workspace): string[] {
  const paths = [CAR, CATEGORY, CAR_ENTITY, CATEGORY_ENTITY];
  const errorsOf = ({ files }: Workspace) =>
    (compiler?.errors(new Map([...workspace.files, ...files]), paths) ?? []).map(
      ({ path, message }) => `${path}: ${message}`,
    );
  const before = new Set(errorsOf(on));
  return errorsOf(result).filter((error) => !before.has(error));
}

/** What doesn't agree once the layers have an attribute under another name. */
function inLayers(on: Workspace, domain: string, attribute: string): string {
  const draft = new Draft(on);
  const before = readDomain(on, domain);
  const stated = readAttribute(before.types, before.entity, attribute);
  const names = { to: "zebraText", column: "zebra_text", label: "Zebra text" };
  changeMember(draft, before, { kind: "rename attribute", attribute: stated, ...names }, "");
  expect(readDomain(draft.workspace, domain).attributes).toContain("zebraText");
  return findings(draft.workspace)
    .map(({ text }) => text)
    .join();
}

const OTHER = "packages/types/src/shared/paint.ts";
const IMPORT = `import { z } from "zod";\n`;
const importing = (text: string) => [IMPORT, `${IMPORT}${text}\n`] as const;
const STRING = "z.string().trim().min(1).max(40).nullable()";

describe("every operation does on attributes that come", () => {
  test.each([
    [
      "by a schema that is extended by another one's shape",
      {
        [CAR]: [
          [COLOR, "...Named.extend(Paint.shape).shape,"],
          [/ {4}name: z.*\n/, ""],
          importing(`import { Named, Paint } from "./shared/paint.ts";`),
        ],
        [OTHER]: `${IMPORT}export const Named = z.object({ name: z.string().trim().min(1).max(80).meta({ label: "Name", sortable: true, searchable: true }) });\nexport const Paint = z.object({ color: ${STRING}${META} });\n`,
      },
    ],
    [
      "by a part of another schema",
      {
        [CAR]: [
          [COLOR, "...Paint.pick({ color: true, coat: true }).omit({ coat: true }).shape,"],
          importing(`import { Paint } from "./shared/paint.ts";`),
        ],
        [OTHER]: `${IMPORT}export const Paint = z.object({ color: ${STRING}${META}, coat: z.json(), ends: z.iso.date() });\n`,
      },
    ],
    [
      "by a default export, and a name of its own",
      {
        [CAR]: [[COLOR, "...paints,"], importing(`import paints from "./shared/paint.ts";`)],
        [OTHER]: `${IMPORT}const Paint = z.object({ color: ${STRING}${META} });\nexport default Paint.shape;\n`,
      },
    ],
    [
      "by a function without parameters, in both layers",
      {
        [CAR]: [
          [COLOR, `color: paint()${META},`],
          ["export const car", `const paint = () => ${STRING};\n\nexport const car`],
        ],
        [CAR_ENTITY]: [
          ["p.string().length(40).nullable()", "paint()"],
          [
            "export const CarEntity",
            "function paint() {\n  return p.string().length(40).nullable();\n}\n\nexport const CarEntity",
          ],
        ],
      },
    ],
    [
      "by an alias of a re-export",
      {
        [CAR]: [
          [COLOR, `color: shared.tint${META},`],
          importing(`import * as shared from "./shared/index.ts";`),
        ],
        "packages/types/src/shared/index.ts": `export { paint as tint } from "./paint.ts";\n`,
        [OTHER]: `${IMPORT}export const paint = ${STRING};\n`,
      },
    ],
  ] as const)("%s", (_how, changes) => {
    expect(outcomes(written(changes), "car", "color", "category")).toEqual([]);
  });

  test.each([
    [
      "whose labels are translated, and whose statements are constants",
      {
        [CAR]: [
          ["export const car = defineDomain({", "const statement = {"],
          [/ {2}label: .*/, `  label: { one: translated("car"), many: translated("cars") },`],
          ["  },\n});\n", "  },\n} as const;\nexport const car = defineDomain(statement);\n"],
        ],
        [CAR_ENTITY]: [
          ["export const CarEntity = defineEntity({", "const stated = {"],
          ["  },\n});\n", "  },\n} as const;\nexport const CarEntity = defineEntity(stated);\n"],
        ],
      },
    ],
    ["in parentheses", { [CAR]: [[COLOR, `color: (z.string().trim().min(1).max(40)).nullable()${META},`]] }],
  ] as const)("of a domain %s", (_how, changes) => {
    expect(outcomes(written(changes), "car", "color", "category")).toEqual([]);
  });

  const COLUMN = [
    ["p.string().length(40)", "text(40)"],
    ["export const CarEntity", "const text = (n: number) => p.string().length(n);\n\nexport const CarEntity"],
  ] as const;
  const change = (on: Workspace, args: object) =>
    planOf(attributeChange, { domain: "car", attribute: "color", ...args }, on);

  test("by a function with arguments, of which only what is behind it changes", () => {
    const on = written({ [CAR_ENTITY]: COLUMN });
    const required = applied(change(on, { required: true, backfill: "'red'" }), on);
    expect(textAt(CAR_ENTITY, required)).toContain("color: text(40),");
    expect(applied(change(on, { label: "Paint" }), on).files.get(CAR_ENTITY)).toBe(textAt(CAR_ENTITY, on));
    for (const args of [{ type: "integer", searchable: false }, { max: "60" }])
      expect(refusal(() => change(on, args)).message).toMatch(
        /entities\/car\.ts:\d+: expected the column of "color" written out here/,
      );
  });

  test("by functions with arguments in both layers, which nobody can read", () => {
    const on = written({
      [CAR]: [
        [COLOR, `color: text(40).nullable()${META},`],
        ["export const car", "const text = (n: number) => z.string().max(n);\n\nexport const car"],
      ],
      [CAR_ENTITY]: COLUMN,
    });
    expect(refusal(() => change(on, { max: "60" })).message).toMatch(
      /types\/src\/car\.ts:\d+: expected the schema of "color" written out here/,
    );
    expect(inLayers(on, "car", "color")).toBe("");
  });

  test("from another domain, which keeps its own", () => {
    const on = written({
      [CATEGORY]: [
        [/description: z[\s\S]*?\}\),\n/, "...car.attributes,\n    name: car.attributes.name,\n"],
        [/ {4}name: z.*\n/, ""],
        importing(`import { car } from "./car.ts";`),
      ],
      [CATEGORY_ENTITY]: [
        ["description: p.text()", "color: p.string().length(40)"],
        ["indexes: [", `indexes: [{ properties: ["name", "id"] }, { properties: ["color", "id"] }, `],
        [".unique()", ""],
      ],
    });
    expect(outcomes(on, "category", "color")).toEqual([]);
    const refused = refusal(() => planOf(attributeAdd, { domain: "car", attributes: ["rank:integer"] }, on));
    expect(refused).toMatchObject({
      code: "FILE_NOT_UNDERSTOOD",
      message: expect.stringMatching(/category\.ts:\d+: expected what category takes from car written out/),
    });
  });
});

describe("every operation does on relations that come", () => {
  const relations = `{ category: { domain: "category", label: "Category", nullable: true } }`;
  const STATED = /relations: \{[\s\S]*?\n {2}\},/;
  const column = `category: () => p.manyToOne(CategoryEntity).nullable().deleteRule("restrict").index()`;
  const COLUMN = /category: \(\) => .*,/;

  test.each([
    [
      "by a constant of each file",
      {
        [CAR]: [
          [STATED, "relations: { ...grouped },"],
          ["export const car", `const grouped = ${relations} as const;\n\nexport const car`],
        ],
        [CAR_ENTITY]: [
          [COLUMN, "...grouped,"],
          ["export const CarEntity", `const grouped = { ${column} };\n\nexport const CarEntity`],
        ],
      },
    ],
    [
      "by constants of other files",
      {
        [CAR]: [[STATED, "relations: grouped,"], importing(`import { grouped } from "./shared/paint.ts";`)],
        [OTHER]: `export const grouped = ${relations} as const;\n`,
        [CAR_ENTITY]: [
          [COLUMN, "...grouped,"],
          [`import { CategoryEntity } from "./category.ts";`, `import { grouped } from "./grouped.ts";`],
        ],
        "packages/db/src/entities/grouped.ts": `import { p } from "@mikro-orm/core";\nimport { CategoryEntity } from "./category.ts";\n\nexport const grouped = { ${column} };\n`,
      },
    ],
    [
      "by a name of their own",
      {
        [CAR]: [
          [STATED, "relations: { category: GROUP },"],
          [
            "export const car",
            `const GROUP = { domain: "category", label: "Category", nullable: true } as const;\n\nexport const car`,
          ],
        ],
      },
    ],
  ] as const)("%s", (_how, changes) => {
    const on = written(changes);
    expect(outcomes(on, "car", "color", "category")).toEqual([]);
    const gone = done(on, relationRemove, { domain: "car", relation: "category" });
    expect(readDomain(gone, "car")).toMatchObject({ relations: [] });
    const marked = done(on, relationDeprecate, { domain: "car", relation: "category" });
    expect(readDomain(marked, "car").types.relations[0]?.announcement.isDeprecated).toBe(true);
    const stays = done(marked, relationDeprecate, { domain: "car", relation: "category", withdraw: true });
    expect(readDomain(stays, "car").types.relations[0]?.announcement.isDeprecated).toBe(false);
    const draft = new Draft(on);
    renameDomain(draft, readDomain(on, "category"), { name: "genre", plural: "genres", names: new Map() });
    expect(readDomain(draft.workspace, "car").types.relations[0]?.domain).toBe("genre");
  });
});

describe("an entity that is a class", () => {
  test("by what defineEntity makes is edited like any other", () => {
    const on = written({
      [CAR_ENTITY]: [
        [
          'export const CarEntity = defineEntity({\n  name: "CarEntity",',
          'const CarSchema = defineEntity({\n  name: "CarEntity",',
        ],
        [
          "});\n",
          '});\n\nexport class CarEntity extends CarSchema.class {\n  isRed(): boolean {\n    return this.color === "red";\n  }\n}\n\nCarSchema.setClass(CarEntity);\n',
        ],
      ],
    });
    expect(outcomes(on, "car", "color", "category")).toEqual([]);
    expect(textAt(CATEGORY_ENTITY, done(on, domainRemove, { domain: "car" }))).not.toContain("CarEntity");
  });

  test("that is given to defineEntity is edited like any other", () => {
    const on = written({
      [CAR_ENTITY]: [
        ["export const CarEntity", "class Car {\n  declare id: number;\n}\n\nexport const CarEntity"],
        [`name: "CarEntity"`, "class: Car"],
      ],
    });
    expect(outcomes(on, "car", "color", "category")).toEqual([]);
  });

  const decorated = written({
    [CAR_ENTITY]: `import { Entity, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { CategoryEntity } from "./category.ts";

@Entity({ tableName: "cars" })
export class CarEntity {
  @PrimaryKey()
  id!: number;

  @Property({ length: 40, nullable: true })
  color?: string;

  @ManyToOne(() => CategoryEntity, { nullable: true })
  category?: CategoryEntity;
}
`,
  });

  test.each([
    [attributeAdd, { attributes: ["rank:integer"] }],
    [attributeRename, { attribute: "color", to: "paint" }],
    [attributeChange, { attribute: "color", max: "60" }],
    [attributeRemove, { attribute: "color" }],
    [attributeDeprecate, { attribute: "color" }],
    [relationAdd, { target: "category", name: "group" }],
    [relationRemove, { relation: "category" }],
    [domainRename, { to: "vehicle" }],
    [domainRemove, {}],
  ] as [Operation, object][])("with decorators is refused by file and line: %o", (operation, args) => {
    const error = refusal(() => planOf(operation, { domain: "car", ...args }, decorated));
    expect(error).toMatchObject({
      code: "FILE_NOT_UNDERSTOOD",
      message: `${CAR_ENTITY}:4: expected CarEntity as \`defineEntity({ … })\`, because operations can't edit a class with decorators.`,
    });
  });

  test("with decorators keeps no other domain from anything, and `check` says where it is", () => {
    expect(findings(decorated)).toEqual([
      expect.objectContaining({ domain: "car", path: CAR_ENTITY, line: 4 }),
    ]);
    const of = (operation: Operation, args: object): Plan => planOf(operation, { ...args }, decorated);
    for (const plan of [
      of(attributeAdd, { domain: "category", attributes: ["rank:integer"] }),
      of(attributeRename, { domain: "category", attribute: "description", to: "zebraText" }),
      of(attributeChange, { domain: "category", attribute: "description", max: "60" }),
      of(attributeRemove, { domain: "category", attribute: "description" }),
      of(attributeDeprecate, { domain: "category", attribute: "description" }),
      of(domainCreate, { domain: "garage" }),
      of(domainDeprecate, { domain: "category" }),
    ])
      expect(findings(applied(plan, decorated))).toHaveLength(1);
  });
});
