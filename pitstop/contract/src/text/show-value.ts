import type { JsonValue } from "../schema.ts";

/** A value as it appears in a message; long ones are cut. */
export function showValue(value: JsonValue | undefined): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
