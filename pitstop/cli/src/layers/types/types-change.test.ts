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
