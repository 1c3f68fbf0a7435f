import { expect, test } from "vitest";
import { applied, planOf, refusal, textAt, withFiles } from "../../../test/workspace.ts";
import { attributeChange } from "../../operations/attribute-change.ts";

test("meta data loses neighbors and gains an entry in one change", () => {
  const changed = applied(
    planOf(attributeChange, { domain: "category", attribute: "description", type: "integer" }),
  );
  const text = changed.files.get("packages/types/src/category.ts") ?? "";
  expect(text).toContain('description: z.int32().nullable().meta({ label: "Description", sortable: true }),');
  expect(text).not.toContain("multiline");
});

const TYPES = "packages/types/src/category.ts";

/** The category's description with meta data that is written elsewhere. */
const withMeta = (meta: string, call = "shared") =>
  withFiles({
    [TYPES]: textAt(TYPES)
      .replace(
        /description: z[\s\S]*?\}\),\n {2}\},/,
        `description: z.string().nullable().meta(${call}),\n  },`,
      )
      .replace(
        "export const category",
        `const word = (text: string) => text;\nconst shared = ${meta};\nexport const category`,
      ),
  });
const toInteger = { domain: "category", attribute: "description", type: "integer", index: false };

test("meta data that is written elsewhere is kept whole where the schema is written again", () => {
  const on = withMeta(
    '{ label: word("Text"), description: "It\'s", width: 120, sizes: [1, 2], multiline: true }',
  );
  const text = textAt(TYPES, applied(planOf(attributeChange, toInteger, on), on));
  expect(text.replace(/\s+/g, " ")).toContain(
    'label: word("Text"), description: "It\'s", width: 120, sizes: [1,2]',
  );
  const labelled = planOf(attributeChange, { ...toInteger, label: "Rank" }, on);
  expect(textAt(TYPES, applied(labelled, on))).toContain('label: "Rank"');
});

test("what nobody can read of it is not lost: the change is refused, by file and line", () => {
  const on = withMeta("{ label: 1 }", "((x: object) => x)(shared)");
  expect(refusal(() => planOf(attributeChange, toInteger, on)).message).toMatch(
    /^packages\/types\/src\/category\.ts:\d+: expected meta data of "description" that can be read\.$/,
  );
});

/** The category's description with another schema. */
const withSchema = (schema: string) =>
  withFiles({
    [TYPES]: textAt(TYPES).replace(
      /description: z[\s\S]*?\}\),\n {2}\},/,
      `description: ${schema}.meta({ label: "Description" }),\n  },`,
    ),
  });
const changed = (schema: string, args: Record<string, unknown>) => {
  const on = withSchema(schema);
  const plan = planOf(attributeChange, { domain: "category", attribute: "description", ...args }, on);
  return textAt(TYPES, applied(plan, on)).replace(/\s+/g, " ");
};

test.each([
  ["z.union([z.literal('a'), z.literal('b')]).nullable()", { max: "60" }],
  ["z.nullable(text(40))", { required: true, backfill: "'x'" }],
  ["z.string().max(40).regex(/^[a-z]+$/iu).nullable()", { type: "integer", index: false }],
  ["z.string().min(minimum()).nullable()", { type: "integer", index: false }],
])("%s keeps its rule: %o is refused, since nobody can say what is left of it", (schema, args) => {
  expect(refusal(() => changed(schema, args)).code).toBe("FILE_NOT_UNDERSTOOD");
});

test("what is behind a schema that nobody can read is changed where it stands", () => {
  const union = "z.union([z.literal('a'), z.literal('b')])";
  expect(changed(`${union}.nullable()`, { required: true, backfill: "'a'" })).toContain(
    `description: ${union}.meta(`,
  );
  expect(changed(`${union}.nullable()`, { default: "a" })).toContain(`${union}.nullable().default("a")`);
});

test("a message of one's own stays beside a new limit", () => {
  const message = "{ error: 'too long, (max)' }";
  expect(changed(`z.string().max(40, ${message}).nullable()`, { max: "60" })).toContain(
    `.max(60, ${message})`,
  );
});

test("rules that the new type knows too stay with it", () => {
  const text = changed("z.string().min(3).max(40).regex(/^[a-z]+$/).nullable()", { type: "string:90" });
  expect(text).toContain(".min(3) .max(90) .regex(/^[a-z]+$/)".replaceAll(" ", ""));
  expect(changed("z.int32().min(0).max(9).nullable()", { type: "decimal:6,2" })).toContain(
    "decimal(6, 2, { min: 0, max: 9 })",
  );
});
