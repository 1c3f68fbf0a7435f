import type { Deprecation } from "./compare/difference.ts";
import type { Level } from "./finding.ts";
import type { JsonValue } from "./schema.ts";

/** Something that was announced may go once its day has come; what nobody was told of may not. */
export function levelOfRemoval({ deprecated, sunset }: Deprecation, today: string): Level {
  if (!deprecated) return "breaking";
  return sunset === undefined || sunset <= today ? "risky" : "breaking";
}

/** Whether a day that something may be gone from gives more time; no day gives none. */
export const isLater = (before: JsonValue | undefined, after: JsonValue | undefined): boolean =>
  String(after ?? "") > String(before ?? "");
