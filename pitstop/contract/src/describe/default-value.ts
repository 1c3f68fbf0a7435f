import type { JsonSchema } from "../schema.ts";
import type { ZodSchema } from "./zod.ts";

/** Far enough that also a year read from the clock is another one. */
const LATER = 400 * 24 * 60 * 60 * 1000;

/**
 * The default of a schema: its value, or `x-computed-default` where it is another one each time (an id, the day). zod
 * doesn't tell a function from a value, so it is read twice, the second time with the clock moved forward.
 */
export function defaultOf({ _zod: { def } }: ZodSchema): JsonSchema {
  const [first, second] = [jsonOf(def.defaultValue), later(() => jsonOf(def.defaultValue))];
  if (first === undefined) return {};
  return first === second ? { default: JSON.parse(first) } : { "x-computed-default": true };
}

function later<Result>(read: () => Result): Result {
  const Clock = globalThis.Date;
  globalThis.Date = new Proxy(Clock, {
    construct: (target, given) =>
      given.length === 0 ? new target(Clock.now() + LATER) : new target(...(given as [])),
    get: (target, key) => (key === "now" ? () => Clock.now() + LATER : Reflect.get(target, key)),
  });
  try {
    return read();
  } finally {
    globalThis.Date = Clock;
  }
}

const jsonOf = (value: unknown): string | undefined =>
  JSON.stringify(value, (_key, each) => {
    if (typeof each === "bigint") return String(each);
    if (each instanceof Map || each instanceof Set) return [...each];
    return each;
  });
