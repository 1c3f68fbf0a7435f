// The columns that no layer knows any more and that the database keeps until they are purged: retired.json.
import { z } from "zod";
import type { Attribute } from "../attribute-types/attribute.ts";
import { attributeTypes } from "../attribute-types/index.ts";
import type { Chain } from "../edit/chain.ts";
import { freeNames } from "../edit/free-names.ts";
import { compareNames } from "../edit/imports.ts";
import { RefusedError } from "../errors.ts";
import type { Retired } from "../plan.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { DOMAIN_PACKAGE } from "./domain-package.ts";
import { retiredFile } from "./paths.ts";
import { typesFacts } from "./read-attribute.ts";
import { schemaText, usesZod } from "./types/types-edit.ts";
import type { TypesFile } from "./types/types-file.ts";

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
      "Restore the version that Pitstop wrote, for example from git.",
    );
  }
}

/** What a domain was called before, as long as older code may call it so. Throws as `readRetired`. */
export const formerNames = (workspace: Workspace, domain: string): string[] =>
  readRetired(workspace)
    .filter((entry) => entry.domain === domain && entry.view !== undefined && entry.column === undefined)
    .map(({ attribute }) => attribute);

/** The file's text, laid out as the formatter does. */
export const listText = (list: object): string => `${JSON.stringify(list, null, 2)}\n`;

/**
 * The schema of an attribute on one line: as the shared types state it, or what is certain of it where it names what
 * that file alone knows.
 */
export function retiredSchema(file: TypesFile, attribute: Attribute): string {
  const { chain, unknown, isElsewhere, opaque } = typesFacts(file, attribute.name);
  if (!chain || isElsewhere || unknown.length + opaque.length > 0) return schemaText(attribute);
  const parts = [chain.root, ...chain.calls.map((call) => call.text)];
  const known = new Set(["z", ...schemaImports]);
  if (hasComment(chain) || [...freeNames(parts.join(""))].some((name) => !known.has(name)))
    return schemaText(attribute);
  return parts
    .join("")
    .replace(/\s*\n\s*/g, " ")
    .replace(/,\s+([}\])])/g, " $1")
    .replace(/\(\s+|\s+\)/g, (found) => found.trim());
}

/** On one line, a comment would take what is behind it. */
const hasComment = ({ source, start, end }: Chain): boolean =>
  source.comments.some((comment) => comment.start >= start && comment.end <= end);

/** What schemas of attributes are made of beside zod. */
const schemaImports = [...new Set([...attributeTypes.values()].flatMap(({ imports }) => imports ?? []))];

/** The file with the schemas of retired attributes, which follows from the list. */
export function retiredTypesText(entries: readonly Retired[]): string {
  const schemas = new Map(
    entries.flatMap(({ table, column, schema }) =>
      column !== undefined && schema !== undefined ? [[`${table}.${column}`, schema] as const] : [],
    ),
  );
  const texts = [...schemas.values()];
  const imported = schemaImports.filter((name) => texts.some((text) => freeNames(text).has(name)));
  const lines = [...schemas].map(([name, schema]) => `  ${JSON.stringify(name)}: ${schema},`);
  return [
    "// Written by pitstop from packages/db/src/retired.json: the attributes that older clients still use.",
    ...(imported.length > 0
      ? [`import { ${imported.toSorted(compareNames).join(", ")} } from "${DOMAIN_PACKAGE}";`]
      : []),
    texts.some((text) => usesZod(text)) ? `import { z } from "zod";` : `import type { z } from "zod";`,
    "",
    "/** Their schemas as they were, by table and column. */",
    lines.length === 0
      ? "export const retiredSchemas: Readonly<Record<string, z.ZodType>> = {};"
      : ["export const retiredSchemas: Readonly<Record<string, z.ZodType>> = {", ...lines, "};"].join("\n"),
    "",
  ].join("\n");
}
