import type { BackfillPlan } from "./recipes/backfill-plan.ts";

/**
 * Marks a backfill among the statements of a migration. By name, and not by a class: a tool that loads this module
 * twice, as test runners do, must still know it.
 */
export const backfillMark = Symbol.for("@pitstop/migrator/backfill");

/** A backfill among the statements of a migration, in the place where it was asked for. */
export interface BackfillQuery {
  readonly [backfillMark]: BackfillPlan;
}

export const isBackfill = (query: unknown): query is BackfillQuery =>
  typeof query === "object" && query !== null && backfillMark in query;
