import type { JsonValue } from "./schema.ts";

/** A value as it stands in a sentence; long ones are cut. */
export function shown(value: JsonValue | undefined): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** "a", "a or b", "a, b or c". */
export function either(words: readonly string[]): string {
  const last = words.at(-1) ?? "nothing";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

/** The text with a capital at the beginning. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
