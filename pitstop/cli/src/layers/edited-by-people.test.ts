import { describe, expect, test } from "vitest";
import { applied, planOf, refusal, textAt, withFiles, type workspace } from "../../test/workspace.ts";
import { attributeAdd } from "../operations/attribute-add.ts";
import { attributeChange } from "../operations/attribute-change.ts";
import { attributeRemove } from "../operations/attribute-remove.ts";
import { attributeRename } from "../operations/attribute-rename.ts";
import { domainPaths } from "./paths.ts";

const TYPES = "packages/types/src/category.ts";
const ENTITY = "packages/db/src/entities/category.ts";

/** The workspace with the attributes of the category's shared types, or its file, written in another way. */
function edited(change: (text: string) => string, path = TYPES) {
  const text = change(textAt(path));
  expect(text).not.toBe(textAt(path));
  return withFiles({ [path]: text });
}

const attributes = (inside: string) => (text: string) =>
  text.replace(/attributes: \{[\s\S]*?\n {2}\},/, `attributes: {${inside}\n  },`);

const name = `z.string().min(1).max(80).meta({ label: "Name" })`;

/** The text after an attribute was added; and it is checked that taking it out again gives the first bytes. */
function withAttribute(before: typeof workspace, path = TYPES): string {
  const after = applied(
    planOf(attributeAdd, { domain: "category", attributes: ["rank:integer"] }, before),
    before,
  );
  const back = applied(
    planOf(attributeRemove, { domain: "category", attribute: "rank", now: true }, after),
    after,
  );
  expect(textAt(path, back)).toBe(textAt(path, before));
  return textAt(path, after);
}

const RANK = `rank: z.int32().nullable().meta({ label: "Rank", sortable: true })`;

describe("an attribute is added, and taken out again byte for byte,", () => {
  test("behind a comment at the end of a line", () => {
    const before = edited(attributes(`\n    name: ${name}, // what people read first`));
    expect(withAttribute(before)).toContain(`// what people read first\n    ${RANK},\n  },`);
  });

  test("behind a last attribute without a comma", () => {
    const before = edited(attributes(`\n    name: ${name}`));
    expect(withAttribute(before)).toContain(`${name},\n    ${RANK}\n  },`);
  });

  test("where several attributes share a line", () => {
    const before = edited(attributes(`\n    name: ${name}, short: z.string().nullable(),`));
    expect(withAttribute(before)).toContain(`short: z.string().nullable(),\n    ${RANK},\n`);
  });

  test("where all attributes stand on one line", () => {
    const before = edited((text) =>
      attributes("X")(text).replace(/attributes: \{X\s*\},/, `attributes: { name: ${name} },`),
    );
    expect(withAttribute(before)).toContain(`attributes: { name: ${name}, ${RANK} },`);
  });

  test("in single quotes, where the file has them", () => {
    const before = edited((text) => text.replaceAll('"', "'"));
    expect(withAttribute(before)).toContain(
      `rank: z.int32().nullable().meta({ label: 'Rank', sortable: true }),`,
    );
  });

  test("with the line breaks of Windows", () => {
    const before = edited((text) => text.replaceAll("\n", "\r\n"));
    expect(withAttribute(before).replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  test("in a file with an emoji, a byte order mark's worth of comments and a renamed constant", () => {
    const before = edited(
      (text) =>
        `/* 🚗💥 ${"é".repeat(50)} */\n${text.replaceAll("category.", "kind.").replace("const category =", "const kind =")}`,
    );
    expect(
      withAttribute({
        ...before,
        files: new Map([
          ...before.files,
          [
            "packages/types/src/index.ts",
            textAt("packages/types/src/index.ts")
              .replace("{ category } from", "{ kind } from")
              .replace("category };", "category: kind };"),
          ],
        ]),
      }),
    ).toContain(RANK);
  });

  test("beside a custom rule and under another name of the import", () => {
    const before = edited((text) =>
      attributes(`\n    name: ${name}.refine((value) => value !== "x"),`)(text)
        .replaceAll("defineDomain", "domainOf")
        .replace("{ domainOf }", "{ defineDomain as domainOf }"),
    );
    expect(withAttribute(before)).toContain(`.refine((value) => value !== "x"),\n    ${RANK},`);
  });

  test("in an entity with reordered fields and comments between them", () => {
    const before = edited(
      (text) =>
        text
          .replace("    name: p", "    // The one that people read.\n    name: p")
          .replace("    ...record,\n", "")
          .replace("  properties: {\n", "  properties: {\n    ...record,\n\n"),
      ENTITY,
    );
    expect(withAttribute(before, ENTITY)).toContain(
      "    description: p.text().nullable(),\n    rank: p.integer().nullable(),\n",
    );
  });
});

describe("an attribute is taken out", () => {
  test("with the comments directly above it and behind it, and no others", () => {
    const before = edited(
      attributes(
        `\n    // Of all.\n\n    name: ${name},\n    /** Of the short name. */\n    // And more of it.\n    short: z.string().nullable(), // and this\n    // Of the last.\n    description: z.string().nullable(),`,
      ),
    );
    const entity = withFiles(
      {
        [ENTITY]: textAt(ENTITY).replace(
          "    description:",
          "    short: p.string().length(9).nullable(),\n    description:",
        ),
      },
      before,
    );
    const text = textAt(
      TYPES,
      applied(planOf(attributeRemove, { domain: "category", attribute: "short", now: true }, entity), entity),
    );
    expect(text).toContain(
      `    // Of all.\n\n    name: ${name},\n    // Of the last.\n    description: z.string().nullable(),\n  },`,
    );
  });
});

describe("a change", () => {
  test("keeps a rule of one's own and the order of the meta data", () => {
    const before = edited(
      attributes(
        `\n    name: z.string().trim().max(80).refine((value) => value !== "x").meta({ searchable: true, label: "Name", sortable: true }),`,
      ),
    );
    const text = textAt(
      TYPES,
      applied(planOf(attributeChange, { domain: "category", attribute: "name", max: "90" }, before), before),
    );
    expect(text.replace(/\s+/g, "")).toContain(
      `.max(90).refine((value)=>value!=="x").meta({searchable:true,label:"Name",sortable:true})`,
    );
  });

  test("of the type is refused where such a rule would be lost", () => {
    const before = edited(attributes(`\n    name: ${name}.refine((value) => value !== "x"),`));
    const error = refusal(() =>
      planOf(
        attributeChange,
        { domain: "category", attribute: "name", type: "integer", index: false },
        before,
      ),
    );
    expect(error).toMatchObject({ code: "FILE_NOT_UNDERSTOOD", exitCode: 3 });
    expect(error.message).toContain(`${TYPES}:11`);
  });
});

describe("what cannot be read for certain is refused by name and line", () => {
  test.each([
    [
      "two domains in a file",
      (text: string) => `${text}\nexport const other = defineDomain({ name: "x" });\n`,
      "export const other",
      "one `export const … = defineDomain({ … })`",
    ],
  ] as const)("%s", (_what, change, marker, expected) => {
    const before = edited(change);
    const text = textAt(TYPES, before);
    const line = text.slice(0, text.indexOf(marker)).split("\n").length;
    const error = refusal(() =>
      planOf(attributeAdd, { domain: "category", attributes: ["rank:integer"] }, before),
    );
    expect(error).toMatchObject({ code: "FILE_NOT_UNDERSTOOD", exitCode: 3 });
    expect(error.message).toBe(`${TYPES}:${line}: expected ${expected}.`);
  });

  test("no TypeScript", () => {
    const before = edited((text) => text.replace("attributes: {", "attributes: {{"));
    const error = refusal(() =>
      planOf(attributeAdd, { domain: "category", attributes: ["rank:integer"] }, before),
    );
    expect(error.message).toContain(`${TYPES}:10: expected TypeScript that can be read`);
  });
});

describe("what can't be read for certain is left alone", () => {
  test.each([
    ["a spread", `\n    ...others(),\n    name: ${name},`],
    ["a computed name", `\n    name: ${name},\n    ["x"]: ${name},`],
    ["a name that is duplicated", `\n    name: z.json(),\n    name: ${name},`],
    ["a schema that something else makes", `\n    name: schemaOf(z.string()),`],
  ] as const)("%s", (_what, inside) => {
    expect(withAttribute(edited(attributes(inside)))).toContain(`${inside}\n    ${RANK},`);
  });

  test("an entity with a spread that is not the record's", () => {
    const before = edited((text) => text.replace("    ...record,", "    ...record,\n    ...more(),"), ENTITY);
    expect(withAttribute(before, ENTITY)).toContain("    ...more(),\n");
  });
});

test("a hand-written procedure in a router, and everything else that no layer states, stays as it is", () => {
  const { router: path } = domainPaths("category");
  const before = edited(
    (text) =>
      text.replace("  list: procedure", `  // Ours.\n  random: procedure.query(() => 4),\n  list: procedure`),
    path,
  );
  const plan = planOf(attributeAdd, { domain: "category", attributes: ["rank:integer"] }, before);
  expect(plan.edits.map((edit) => edit.path)).toEqual([TYPES, ENTITY]);
});

test("a rename changes the name where it stands, its index and its label, and nothing else", () => {
  const before = applied(planOf(attributeAdd, { domain: "category", attributes: ["zebraRank:integer"] }));
  const after = applied(
    planOf(attributeRename, { domain: "category", attribute: "zebraRank", to: "zebraPlace" }, before),
    before,
  );
  expect(textAt(TYPES, after)).toBe(
    textAt(TYPES, before).replace("zebraRank", "zebraPlace").replace("Zebra rank", "Zebra place"),
  );
  expect(textAt(ENTITY, after)).toBe(textAt(ENTITY, before).replaceAll("zebraRank", "zebraPlace"));
});
