import { describe, expect, test } from "vitest";
import { teamWorkspace } from "../../test/team-code/workspace.ts";
import { applied, planOf, refusal, textAt } from "../../test/workspace.ts";
import { attributeAdd } from "../operations/attribute-add.ts";
import { attributeChange } from "../operations/attribute-change.ts";
import { attributeDeprecate } from "../operations/attribute-deprecate.ts";
import { attributeRemove } from "../operations/attribute-remove.ts";
import { domainCreate } from "../operations/domain-create.ts";
import { domainRemove } from "../operations/domain-remove.ts";
import { relationAdd } from "../operations/relation-add.ts";
import { readDomain } from "../workspace/read-domain.ts";
import { findings } from "./findings.ts";
import { readAttribute } from "./read-attribute.ts";

const TYPES = "packages/types/src/car.ts";
const SUPPLIER = "packages/types/src/supplier.ts";

const changed = (domain: string, attribute: string, change: object) =>
  applied(planOf(attributeChange, { domain, attribute, ...change }, teamWorkspace), teamWorkspace);

/** The lines that a file has no longer, and those that it has from now on. */
function lines(path: string, after: typeof teamWorkspace): { gone: string[]; added: string[] } {
  const [old, now] = [textAt(path, teamWorkspace).split("\n"), textAt(path, after).split("\n")];
  return {
    gone: old.filter((line) => !now.includes(line)),
    added: now.filter((line) => !old.includes(line)),
  };
}

test("the layers of code that a team has edited for a year agree", () => {
  expect(findings(teamWorkspace)).toEqual([]);
});

test.each([
  ["car", "name", { type: "string", rules: { maxLength: 80 }, label: "Name" }],
  ["car", "color", { type: "string", rules: { maxLength: 40 }, isNullable: true }],
  ["car", "origin", { type: "string", rules: { maxLength: 60 } }],
  ["car", "state", { type: "enum", rules: { values: ["new", "used", "scrapped"] }, default: "new" }],
  ["car", "fuel", { type: "enum", rules: { values: ["petrol", "diesel", "electric"] } }],
  ["car", "vin", { rules: { pattern: "^[A-HJ-NPR-Z0-9]{17}$" } }],
  ["car", "plate", { type: "string", rules: { maxLength: 12 } }],
  ["car", "remark", { type: "text", isNullable: true, label: "Remark" }],
  ["car", "priority", { type: "integer", default: 0 }],
  ["supplier", "email", { type: "email", rules: { maxLength: 254 } }],
  ["supplier", "phone", { type: "string", rules: { maxLength: 30 } }],
  ["supplier", "code", { type: "string", rules: { maxLength: 12 } }],
  ["supplier", "rating", { type: "enum", default: "good" }],
  ["shipment", "carrier", { type: "enum", rules: { values: ["road", "rail", "sea"] }, default: "road" }],
  ["shipment", "street", { type: "string", rules: { maxLength: 120 }, label: "Street" }],
  ["shipment", "zip", { column: "postal_code" }],
  ["shipment", "weight", { type: "float", label: "Weight" }],
] as const)("%s.%s is read through constants, spreads and schemas of other files", (domain, name, facts) => {
  const { types, entity } = readDomain(teamWorkspace, domain);
  expect(readAttribute(types, entity, name)).toMatchObject(facts);
});

describe("an attribute is added and taken out again byte for byte", () => {
  test.each(["car", "supplier", "shipment", "part", "category"])("in %s", (domain) => {
    const added = planOf(attributeAdd, { domain, attributes: ["homepage:url"] }, teamWorkspace);
    const after = applied(added, teamWorkspace);
    const back = applied(planOf(attributeRemove, { domain, attribute: "homepage", now: true }, after), after);
    for (const { path } of added.edits) expect(textAt(path, back)).toBe(textAt(path, teamWorkspace));
  });
});

describe("only what is concerned changes", () => {
  test("the longest length in a chain with a comment, and the import of a constant that nothing uses anymore", () => {
    expect(lines(TYPES, changed("car", "color", { max: "60" }))).toEqual({
      gone: [
        'import { COLOR_MAX, common, FUELS, limits, NAME_MAX, STATES } from "./shared/index.ts";',
        "      .max(COLOR_MAX)",
      ],
      added: [
        'import { common, FUELS, limits, NAME_MAX, STATES } from "./shared/index.ts";',
        "      .max(60)",
      ],
    });
  });

  test("the label, in the quotes and on the line that the file has", () => {
    const after = changed("supplier", "founded", { label: "Since" });
    expect(lines(SUPPLIER, after)).toEqual({
      gone: [expect.stringContaining("label: 'Founded'")],
      added: [
        "\t\tfounded: z.int32().min(1800).max(2100).nullable().meta({ label: 'Since', description: 'The year of the commercial register' }),",
      ],
    });
  });

  test("the values of an enum that a constant has", () => {
    const after = changed("supplier", "rating", { values: "good,fair,poor,new" });
    expect(lines(SUPPLIER, after).added).toEqual([
      "\t\trating: z.enum(['good', 'fair', 'poor', 'new']).default('good').meta({ label: 'Rating' }),",
    ]);
  });

  test("a member of a spread, which is written out so that other domains keep theirs", () => {
    expect(lines(TYPES, changed("car", "remark", { label: "Note" }))).toEqual({
      gone: ["    ...common,"],
      added: ['    remark: common.remark.meta({ label: "Note" }),', "    priority: common.priority,"],
    });
  });

  test("a member that is written by its name alone", () => {
    const plan = planOf(attributeDeprecate, { domain: "shipment", attribute: "weight" }, teamWorkspace);
    expect(lines("packages/types/src/shipment.ts", applied(plan, teamWorkspace)).added).toEqual([
      expect.stringMatching(/@deprecated/),
      expect.stringMatching(/^ {4}weight: weight\.meta\(\{ deprecated: true, .*\}\),$/),
    ]);
  });

  test("an import comes without a semicolon where the file has none", () => {
    const plan = planOf(
      attributeAdd,
      { domain: "supplier", attributes: ["budget:decimal:12,2"] },
      teamWorkspace,
    );
    const { added } = lines(SUPPLIER, applied(plan, teamWorkspace));
    expect(added).toContain("import { decimal } from '@pitstop/domain'");
  });
});

test("a rule of one's own is refused by file and line where the type changes under it", () => {
  const change = { domain: "car", attribute: "vin", type: "text", index: false };
  expect(refusal(() => planOf(attributeChange, change, teamWorkspace))).toMatchObject({
    code: "FILE_NOT_UNDERSTOOD",
    message: expect.stringMatching(/^packages\/types\/src\/car\.ts:32: .*\.refine\(isReal, "A real car"\)/),
  });
});

test.each([
  ["ledger:string", "ledger", "packages/db/src/entities/car.ts:"],
  ["display:text", "display", "packages/db/src/entities/car.ts:"],
  ["shipments:integer", "shipments", "packages/db/src/entities/car.ts:"],
])("%s is refused by name where the entity has it for something else", (word, name, place) => {
  const error = refusal(() => planOf(attributeAdd, { domain: "car", attributes: [word] }, teamWorkspace));
  expect(error).toMatchObject({
    code: "NAME_TAKEN",
    message: expect.stringContaining(`already has "${name}": ${place}`),
  });
});

test("a domain that can't be read stops no operation on another one", () => {
  const files = new Map(teamWorkspace.files);
  files.set(SUPPLIER, "export const supplier = defineDomain(makeSupplier());\n");
  const on = { ...teamWorkspace, files };
  planOf(attributeAdd, { domain: "car", attributes: ["homepage:url"] }, on);
  planOf(relationAdd, { domain: "car", target: "part" }, on);
  planOf(domainCreate, { domain: "garage" }, on);
  planOf(domainRemove, { domain: "part" }, on);
  expect(findings(on)).toEqual([expect.objectContaining({ domain: "supplier", path: SUPPLIER })]);
});
