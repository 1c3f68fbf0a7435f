import type { Pipeline } from "../pipeline.ts";
import { type CostFinding, SMALL_TABLE } from "../rehearse/cost/judge.ts";
import { liveSizes } from "../rehearse/cost/live-sizes.ts";
import { allowedSentences, costSentence } from "../rehearse/cost/refusal.ts";
import { rehearsedCosts } from "../rehearse/cost/rehearsed-costs.ts";
import type { Rehearsal } from "../rehearse/rehearsal.ts";
import type { Reversible } from "../rehearse/rehearse.ts";

export interface CostSettings {
  /** In milliseconds. */
  readonly lockBudget: number;
  /** The live database, where the rehearsal ran on a sample of it. */
  readonly sampledFrom: string | undefined;
}

/** Notes in the report what the migrations cost too much, allowed or not. */
export async function noteCosts(
  pipeline: Pipeline,
  rehearsal: Rehearsal,
  migrations: readonly Reversible[],
  { lockBudget, sampledFrom }: CostSettings,
): Promise<CostFinding[]> {
  const sizes = sampledFrom === undefined ? undefined : await liveSizes(sampledFrom);
  const costs = rehearsedCosts(rehearsal, migrations, {
    lockBudget,
    liveSizes: sizes,
    smallTable: SMALL_TABLE,
  });
  const refused = costs.filter(({ allowed }) => allowed === null);
  pipeline.note({
    costs,
    notes: [...pipeline.report.notes, ...allowedSentences(costs)],
    problems: [...pipeline.report.problems, ...refused.map(costSentence)],
  });
  return costs;
}
