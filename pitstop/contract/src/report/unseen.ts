import type { Contract } from "../contract.ts";
import { rewriteSchema } from "../describe/rewrite-schema.ts";
import { DEFINITIONS, type Schema } from "../schema.ts";

/** What no comparison of contracts can see. */
export interface Unseen {
  /** The procedures whose answers are not described. */
  readonly answers: readonly string[];
  /** The procedures of which a function checks or converts a part: only its source is compared. */
  readonly functions: readonly string[];
}

/** What of a contract can't be compared with another one. */
export function unseenIn({ procedures, definitions }: Contract): Unseen {
  const entries = Object.entries(procedures);
  return {
    answers: entries.filter(([, { output }]) => output === undefined).map(([name]) => name),
    functions: entries
      .filter(([, { input, output }]) =>
        [input, output].some((schema) => hasFunction(schema, definitions, new Set())),
      )
      .map(([name]) => name),
  };
}

function hasFunction(
  schema: Schema | undefined,
  definitions: Contract["definitions"],
  seen: Set<string>,
): boolean {
  if (typeof schema !== "object") return false;
  let isFound = false;
  rewriteSchema(schema, (each) => {
    if (each["x-checks"] !== undefined || each["x-conversions"] !== undefined) isFound = true;
    const name = each.$ref?.slice(DEFINITIONS.length);
    if (name !== undefined && !seen.has(name)) {
      seen.add(name);
      isFound ||= hasFunction(definitions[name], definitions, seen);
    }
    return each;
  });
  return isFound;
}

/** The same as a sentence; undefined where everything is seen. */
export function unseenText({ answers, functions }: Unseen): string | undefined {
  const parts = [
    answers.length > 0 &&
      `${count(answers.length, "answer is", "answers are")} not described (no .output()): ${listed(answers)}`,
    functions.length > 0 &&
      `${count(functions.length, "procedure has", "procedures have")} checks or conversions of which only the source is compared: ${listed(functions)}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? undefined : `Not seen: ${parts.join("; ")}.`;
}

const count = (total: number, one: string, many: string): string => `${total} ${total === 1 ? one : many}`;

const MOST = 5;
const listed = (names: readonly string[]): string =>
  names.slice(0, MOST).join(", ") + (names.length > MOST ? ` and ${names.length - MOST} more` : "");
