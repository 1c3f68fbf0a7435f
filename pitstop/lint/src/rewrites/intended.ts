import { outsideDatabase } from "../outside-database.ts";
import type { Statement } from "../statement.ts";

/** For what has no safer form: the steps that come first, then the statement with the exception above it. */
export function intended(rule: string, reason: string, first: string, statement: Statement): string {
  return [
    `-- ${first}`,
    `-- pitstop:allow ${rule} ${reason}`,
    ...(rule === "outside-database" ? [] : outsideAllowed(statement)),
    `${statement.text};`,
  ].join("\n");
}

/** The exception that a statement needs beside the one of its rule: a line, or none. */
export function outsideAllowed({ node }: Statement): string[] {
  return outsideDatabase(node) === undefined
    ? []
    : ["-- pitstop:allow outside-database it may happen on the live server at once"];
}
