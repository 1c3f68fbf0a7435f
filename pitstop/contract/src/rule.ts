import type { DifferenceKind, DifferenceOf } from "./compare/difference.ts";
import type { Level } from "./finding.ts";

/** The two directions of a procedure: what clients send, and what they are answered with. */
export type Side = "input" | "output";

/** Where a difference can be: in one of the two directions, or in the procedure itself. */
export type Scope = Side | "procedure";

/** What a rule knows beside the difference. */
export interface Context {
  readonly scope: Scope;
  /** The place as it appears in messages: "`color`", "an item of `tags`", "the answer", "`car.list`". */
  readonly place: string;
  readonly procedure: string;
  /** The domain of the procedure, as commands name it. */
  readonly domain: string;
  /** Whether every procedure of the domain has the difference alike; the place is all of them then. */
  readonly isWholeDomain?: boolean;
  /** The day of the comparison, YYYY-MM-DD: a sunset before it has passed. */
  readonly today: string;
  /** Whether hints may name the commands of Pitstop. */
  readonly hasPitstop?: boolean;
}

/** What a difference of one kind means for deployed clients. */
export interface Rule<Kind extends DifferenceKind = DifferenceKind> {
  readonly id: string;
  /** Whether the rule applies; always, if omitted. */
  readonly when?: (difference: DifferenceOf<Kind>) => boolean;
  readonly level: Level | ((difference: DifferenceOf<Kind>, context: Context) => Level);
  readonly message: (difference: DifferenceOf<Kind>, context: Context) => string;
  readonly hint?: (difference: DifferenceOf<Kind>, context: Context) => string | undefined;
}

/**
 * The rules of one kind of difference by where it can be. The first rule that applies judges the difference, so one
 * change is one finding.
 */
export type KindRules<Kind extends DifferenceKind> = { readonly [In in Scope]?: readonly Rule<Kind>[] };
