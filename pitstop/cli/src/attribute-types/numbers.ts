// What the types that hold numbers have in common.
import type { Rules } from "./attribute.ts";
import { badDefault } from "./refusals.ts";

export function rangeRules({ minimum, maximum }: Rules): string {
  return [
    minimum === undefined ? "" : `.min(${minimum})`,
    maximum === undefined ? "" : `.max(${maximum})`,
  ].join("");
}

/** The range of a number that is text on the wire, as its schema takes it: nothing, or one argument. */
export function rangeArgument({ minimum, maximum }: Rules): string[] {
  const parts = [
    minimum === undefined ? "" : `min: ${minimum}`,
    maximum === undefined ? "" : `max: ${maximum}`,
  ].filter(Boolean);
  return parts.length > 0 ? [`{ ${parts.join(", ")} }`] : [];
}

/** A whole number within the type's own bounds and the rules. */
export function wholeConstant(lowest: number, highest: number): (text: string, rules: Rules) => number {
  return (text, rules) => {
    const value = /^-?\d{1,16}$/.test(text) ? Number(text) + 0 : Number.NaN;
    if (!(value >= lowest && value <= highest))
      throw badDefault(text, `a whole number from ${lowest} to ${highest}`);
    return inRange(text, value, rules);
  };
}

export function inRange(text: string, value: number, { minimum, maximum }: Rules): number {
  if (minimum !== undefined && value < minimum) throw badDefault(text, `at least ${minimum}`);
  if (maximum !== undefined && value > maximum) throw badDefault(text, `at most ${maximum}`);
  return value;
}

/** A number within the range that differs for every `number` as long as the range allows it. */
export function exampleNumber({ minimum, maximum }: Rules, number: number): number {
  const lowest = minimum ?? Math.min(0, maximum ?? 0);
  const highest = maximum ?? lowest + 1_000_000;
  const room = Math.max(1, Math.floor(highest - lowest) + 1);
  return lowest + (number % room);
}
