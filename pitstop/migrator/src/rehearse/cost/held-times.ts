import type { TableEffect } from "./effect.ts";
import type { ObservedEffect } from "./observed-effects.ts";

interface Observed {
  /** In milliseconds. */
  readonly duration: number;
  readonly effects: readonly ObservedEffect[];
}

/**
 * The effects of a migration's statements with how long each held its locks: until its transaction ends, which is that
 * of all statements or its own.
 */
export function withHeldTimes(statements: readonly Observed[], isTransactional: boolean): TableEffect[][] {
  return statements.map(({ duration, effects }, index) => {
    const later = isTransactional ? statements.slice(index + 1) : [];
    const afterwards = later.reduce((sum, statement) => sum + statement.duration, 0);
    return effects.map(({ takenAfter, ...effect }) => ({
      ...effect,
      heldFor: takenAfter === null ? null : Math.max(duration - takenAfter, 0) + afterwards,
    }));
  });
}
