import { z } from "zod";
import { roundedIn } from "../rounded-numbers.ts";
import type { Kind } from "./kind.ts";

/** How deep objects and lists may stand in one another: far deeper than people write, and no strain on any parser. */
const MAX_DEPTH = 500;

/** What the application does not look into; also the kind of every schema that no other kind knows. */
export const json: Kind = {
  holds: () => true,
  conditions: [],
  // Stored may be anything that JSON has. Its numbers keep all of their digits on the wire.
  answered: () => z.custom<unknown>().meta({ type: ["object", "array"], items: {} }),
  accepted: (bare) => z.preprocess(refuseUnstorable, bare),
  compared: (bare) => z.preprocess(refuseUnstorable, bare),
  examples: (_bare, number) => [{ number }, [number]],
};

/** Looks at all of a value without calling itself: how deep it goes is for the sender to choose. */
function refuseUnstorable(value: unknown, context: z.RefinementCtx): unknown {
  const problem = problemIn(value);
  if (problem === undefined) return value;
  context.addIssue({ code: "custom", message: problem, input: value });
  return z.NEVER;
}

function problemIn(value: unknown): string | undefined {
  const waiting: [unknown, number][] = [[value, 0]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [item, depth] = next;
    if (depth > MAX_DEPTH) return `Nest objects and lists at most ${MAX_DEPTH} deep.`;
    if (typeof item === "string" && !isStorable(item)) return UNSTORABLE;
    if (typeof item !== "object" || item === null) continue;
    const written = roundedIn(item);
    if (written !== undefined) return tooLong(written);
    if (!Array.isArray(item) && !Object.keys(item).every(isStorable)) return UNSTORABLE;
    for (const inner of Object.values(item)) waiting.push([inner, depth + 1]);
  }
  return undefined;
}

const isStorable = (text: string): boolean => !text.includes("\u0000") && text.isWellFormed();

const tooLong = (written: string): string =>
  `The number ${written.length > 40 ? `${written.slice(0, 40)}…` : written} would be rounded. Write it as text, or with fewer digits.`;

const UNSTORABLE =
  "Remove the null character (U+0000) or the broken character (half of a surrogate pair): it can't be stored.";
