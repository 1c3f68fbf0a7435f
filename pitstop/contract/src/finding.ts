import type { JsonValue } from "./schema.ts";

/**
 * What a difference means for clients that are deployed: `breaking` makes one of them fail, `risky` may (a value that
 * it does not expect, a default that it relies on), `safe` does not.
 */
export const levels = ["breaking", "risky", "safe"] as const;
export type Level = (typeof levels)[number];

/** One difference of two contracts, judged. */
export interface Finding {
  /** Stable: the name of the rule. */
  readonly id: string;
  readonly level: Level;
  readonly procedure: string;
  /** The domain of the procedure: `car` of `car.byId`. */
  readonly domain: string;
  /** Where in the procedure: `input.filter.color`, `output.items[].color`; empty for the procedure itself. */
  readonly path: string;
  /** The attribute that is concerned, the nearest on the way. */
  readonly field?: string;
  readonly message: string;
  /** What would not break anybody, or what to look at. */
  readonly hint?: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}
