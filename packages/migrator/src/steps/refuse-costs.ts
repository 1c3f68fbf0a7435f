import { SMALL_TABLE } from "../rehearse/cost/judge.ts";
import { liveSizes } from "../rehearse/cost/live-sizes.ts";
import { allowedSentences, costSentence, refuseBlocking } from "../rehearse/cost/refusal.ts";
import { rehearsedCosts } from "../rehearse/cost/rehearsed-costs.ts";
import type { Rehearsal } from "../rehearse/rehearsal.ts";
import type { Reversible } from "../rehearse/rehearse.ts";
import type { Walk } from "../walk.ts";

export interface CostSettings {
  /** In milliseconds. */
  readonly lockBudget: number;
  /** The live database, where the rehearsal ran on a sample of it. */
  readonly sampledFrom: string | undefined;
}

/**
 * Notes in the report what the migrations cost too much, allowed or not. Throws MigratorError MIGRATION_BLOCKS where no
 * comment allows it.
 */
export async function refuseCosts(
  walk: Walk,
  rehearsal: Rehearsal,
  migrations: readonly Reversible[],
  { lockBudget, sampledFrom }: CostSettings,
): Promise<void> {
  const sizes = sampledFrom === undefined ? undefined : await liveSizes(sampledFrom);
  const costs = rehearsedCosts(rehearsal, migrations, {
    lockBudget,
    liveSizes: sizes,
    smallTable: SMALL_TABLE,
  });
  const refused = costs.filter(({ allowed }) => allowed === null);
  walk.note({
    costs,
    notes: [...walk.report.notes, ...allowedSentences(costs)],
    problems: [...walk.report.problems, ...refused.map(costSentence)],
  });
  refuseBlocking(costs, lockBudget);
}
