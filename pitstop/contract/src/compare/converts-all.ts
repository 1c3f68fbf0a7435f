import type { Schema } from "../schema.ts";

/** Longer than any number or word that JSON writes for a scalar. */
const ROOM = 32;

/** What a schema says of a value that isn't null. */
interface Scalar {
  readonly type: string;
  readonly format?: unknown;
  readonly pattern?: unknown;
  readonly enum?: unknown;
  readonly const?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly maxLength?: unknown;
  readonly decimalMinimum?: unknown;
  readonly decimalMaximum?: unknown;
}

/** Whether every value of one schema has a value of another one that it's converted to, beside null. */
export function convertsAll(before: Schema, after: Schema): boolean {
  const [from, to] = [scalarOf(before), scalarOf(after)];
  if (!from || to?.type !== "string") return false;
  const { pattern } = to;
  if (from.type === "string") {
    const longest = longestNumber(from.pattern);
    if (longest === undefined || typeof pattern !== "string")
      return from.format === "date" && to.format === "date-time";
    return limitsOf(from) === limitsOf(to) && new RegExp(pattern).test(longest);
  }
  if (from.type === "integer" && typeof pattern === "string")
    return [from.minimum, 0, from.maximum].every(
      (value) => typeof value === "number" && new RegExp(pattern).test(String(value)),
    );
  const isFree = [pattern, to.format, to.enum, to.const].every((rule) => rule === undefined);
  return isFree && (typeof to.maxLength !== "number" || to.maxLength >= ROOM);
}

/** The longest text of a number with so many digits, which decimals and large whole numbers are; else undefined. */
function longestNumber(pattern: unknown): string | undefined {
  if (pattern === "^(0|-?[1-9]\\d{0,18})$") return `-${"9".repeat(19)}`;
  const [, whole, fraction] =
    /^\^-\?(?:\\d\{1,(\d+)\}|0)(?:\(\\\.\\d\{1,(\d+)\}\)\?)?\$$/.exec(String(pattern)) ?? [];
  if (whole === undefined && fraction === undefined) return undefined;
  const digits = (count: string | undefined) => "9".repeat(Number(count ?? 0));
  return `-${digits(whole) || "0"}${fraction === undefined ? "" : `.${digits(fraction)}`}`;
}

const limitsOf = ({ decimalMinimum, decimalMaximum }: Scalar): string =>
  JSON.stringify([decimalMinimum, decimalMaximum]);

/** The schema of the one type that a value has if it isn't null. */
function scalarOf(schema: Schema): Scalar | undefined {
  if (typeof schema === "boolean") return undefined;
  const [only, ...others] =
    schema.anyOf?.filter((each) => typeof each !== "object" || each.type !== "null") ?? [];
  if (only !== undefined) return others.length === 0 ? scalarOf(only) : undefined;
  const [type, ...more] = [schema.type ?? []].flat().filter((each) => each !== "null");
  return type === undefined || more.length > 0 ? undefined : { ...schema, type };
}
