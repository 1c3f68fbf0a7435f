import type { DifferenceKind, DifferenceOf } from "./compare/difference.ts";
import type { Level } from "./finding.ts";

/** The two directions of a procedure: what clients send, and what they are answered with. */
export type Side = "input" | "output";

/** What a rule knows beside the difference. */
export interface Context {
  /** Where the difference is; undefined for the procedure itself. */
  readonly side: Side | undefined;
  /** The place in words: "`color`", "an item of `tags`", "the answer", "`car.list`". */
  readonly place: string;
  readonly procedure: string;
  /** The domain of the procedure, as commands name it. */
  readonly domain: string;
  /** The day of the comparison, YYYY-MM-DD: a sunset before it has passed. */
  readonly today: string;
}

/** What one kind of difference means in one direction. */
export interface Rule<Kind extends DifferenceKind = DifferenceKind> {
  readonly id: string;
  readonly on: Kind;
  /** The only direction that it speaks of, where there is one. */
  readonly side?: Side;
  /** Undefined where the rule has nothing to say. */
  readonly level: Level | ((difference: DifferenceOf<Kind>, context: Context) => Level | undefined);
  readonly message: (difference: DifferenceOf<Kind>, context: Context) => string;
  readonly hint?: (difference: DifferenceOf<Kind>, context: Context) => string | undefined;
}

/** A rule as the registry holds it: it is only asked about differences of its own kind. */
export interface AnyRule extends Omit<Rule, "level" | "message" | "hint"> {
  readonly level: Level | ((difference: never, context: Context) => Level | undefined);
  readonly message: (difference: never, context: Context) => string;
  readonly hint?: (difference: never, context: Context) => string | undefined;
}

/** Says which kind of difference the functions of a rule are given. */
export const rule = <Kind extends DifferenceKind>(definition: Rule<Kind>): Rule<Kind> => definition;
