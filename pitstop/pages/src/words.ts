import type { Domain } from "./domains.ts";
import { formatNumber } from "./locale.ts";

/** A label within a sentence: "Top speed" → "top speed", while "VIN" stays as it is. */
export const inSentence = (label: string): string =>
  /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);

/** "1 car", "406 cars", "about 1,200,000 cars". */
export function countInWords(
  { label }: Pick<Domain, "label">,
  { count, exact }: { count: number; exact: boolean },
): string {
  const noun = inSentence(count === 1 ? label.one : label.many);
  return `${exact ? "" : "about "}${formatNumber(count)} ${noun}`;
}
