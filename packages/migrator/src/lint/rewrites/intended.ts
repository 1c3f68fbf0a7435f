import { outsideDatabase } from "../outside-database.ts";
import type { Statement } from "../statement.ts";

/** For what has no safer form: the steps that come first, then the statement with the exception above it. */
export function intended(rule: string, reason: string, first: string, statement: Statement): string {
  const isOutside = rule !== "outside-database" && outsideDatabase(statement.node) !== undefined;
  return [
    `-- ${first}`,
    `-- pitstop:allow ${rule} ${reason}`,
    ...(isOutside ? ["-- pitstop:allow outside-database it may happen on the live server at once"] : []),
    `${statement.text};`,
  ].join("\n");
}
