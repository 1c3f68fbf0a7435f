import type { Statement } from "../statement.ts";

/** For what has no safer form: the steps that come first, then the statement with the exception above it. */
export function intended(rule: string, reason: string, first: string, statement: Statement): string {
  return [`-- ${first}`, `-- pitstop:allow ${rule} ${reason}`, `${statement.text};`].join("\n");
}
