// The columns that no layer knows any more and that the database keeps until they are purged: retired.json.
import { z } from "zod";
import type { Attribute } from "../attribute-types/attribute.ts";
import { attributeTypes } from "../attribute-types/index.ts";
import { RefusedError } from "../errors.ts";
import type { Retired } from "../plan.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { retiredFile } from "./paths.ts";
import { typesFacts } from "./read-attribute.ts";
import type { TypesFile } from "./types-file.ts";
import { schemaText, usesZod } from "./types-layer.ts";

const RetiredList = z.array(
  z.strictObject({
    domain: z.string(),
    attribute: z.string(),
    table: z.string(),
    since: z.iso.date(),
    column: z.string().exactOptional(),
    type: z.string().exactOptional(),
    replacedBy: z.string().exactOptional(),
    renamedTo: z.string().exactOptional(),
    trigger: z.string().exactOptional(),
    inStep: z
      .strictObject({
        forward: z.string(),
        backward: z.string(),
        default: z.string().exactOptional(),
        prepare: z.string().exactOptional(),
      })
      .exactOptional(),
    fills: z.strictObject({ column: z.string(), value: z.string() }).exactOptional(),
    fillsRelation: z.string().exactOptional(),
    view: z.string().exactOptional(),
    schema: z.string().exactOptional(),
    relation: z
      .strictObject({ domain: z.string(), label: z.string(), nullable: z.boolean(), onDelete: z.string() })
      .exactOptional(),
    unique: z.boolean().exactOptional(),
    index: z.boolean().exactOptional(),
  }),
);

/** What is retired, in the order in which it was. Throws RefusedError FILE_NOT_UNDERSTOOD. */
export function readRetired(workspace: Workspace): Retired[] {
  const text = workspace.files.get(retiredFile) ?? "[]";
  try {
    return RetiredList.parse(JSON.parse(text));
  } catch (cause) {
    throw new RefusedError(
      "FILE_NOT_UNDERSTOOD",
      `${retiredFile} is not the list of retired columns: ${cause instanceof Error ? cause.message : String(cause)}`,
      "Bring it back as the tool wrote it, from git for example.",
    );
  }
}

/** The file's text, laid out as the formatter does. */
export const listText = (list: object): string => `${JSON.stringify(list, null, 2)}\n`;

/**
 * The schema of an attribute on one line: as the shared types state it, or what is certain of it where it names what
 * stands in that file alone.
 */
export function retiredSchema(file: TypesFile, attribute: Attribute): string {
  const { chain, unknown, isElsewhere, opaque } = typesFacts(file, attribute.name);
  if (!chain || isElsewhere || unknown.length + opaque.length > 0) return schemaText(attribute);
  return [chain.root, ...chain.calls.map((call) => call.text)]
    .join("")
    .replace(/\s*\n\s*/g, " ")
    .replace(/,\s+([}\])])/g, " $1")
    .replace(/\(\s+|\s+\)/g, (found) => found.trim());
}

/** The file with the schemas of retired attributes, which follows from the list. */
export function retiredTypesText(entries: readonly Retired[]): string {
  const schemas = new Map(
    entries.flatMap(({ table, column, schema }) =>
      column !== undefined && schema !== undefined ? [[`${table}.${column}`, schema] as const] : [],
    ),
  );
  const texts = [...schemas.values()];
  const imported = [...new Set([...attributeTypes.values()].flatMap(({ imports }) => imports ?? []))].filter(
    (name) => texts.some((text) => new RegExp(`\\b${name}\\b`).test(text)),
  );
  const lines = [...schemas].map(([name, schema]) => `  ${JSON.stringify(name)}: ${schema},`);
  return [
    "// Written by pitstop from packages/db/src/retired.json: the attributes that older clients still use.",
    texts.some(usesZod) ? `import { z } from "zod";` : `import type { z } from "zod";`,
    ...(imported.length > 0
      ? [`import { ${imported.toSorted((a, b) => (a < b ? -1 : 1)).join(", ")} } from "./attribute.ts";`]
      : []),
    "",
    "/** Their schemas as they were, by table and column. */",
    lines.length === 0
      ? "export const retiredSchemas: Readonly<Record<string, z.ZodType>> = {};"
      : ["export const retiredSchemas: Readonly<Record<string, z.ZodType>> = {", ...lines, "};"].join("\n"),
    "",
  ].join("\n");
}
