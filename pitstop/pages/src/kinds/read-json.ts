import { Unreadable } from "./kind.ts";
import { readNumber } from "./read-number.ts";

// In JSON a colon stands behind each name and nowhere else outside of a text.
const tokens = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|:/g;

/** JSON from text. Refuses what `JSON.parse` would change without a word: a name given twice, a number that it rounds. */
export function readJson(text: string): unknown {
  const value = parse(text);
  const written = text.match(tokens) ?? [];
  for (const token of written) if (/^[-\d]/.test(token)) readNumber(token);
  if (written.filter((token) => token === ":").length !== namesIn(value)) {
    throw new Unreadable("A name is given twice in one object.");
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Unreadable(`This is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function namesIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, inner) => sum + namesIn(inner), own);
}
