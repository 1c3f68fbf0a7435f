// The columns that no layer knows any more and that the database keeps until they are purged: retired.json.
import { z } from "zod";
import { RefusedError } from "../errors.ts";
import type { Retired } from "../plan.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { retiredFile } from "./paths.ts";

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
export const retiredText = (columns: readonly object[]): string => `${JSON.stringify(columns, null, 2)}\n`;
