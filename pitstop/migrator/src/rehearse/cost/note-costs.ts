import type { Pipeline } from "../../pipeline.ts";
import type { Rehearsal } from "../rehearsal.ts";
import type { Reversible } from "../rehearse.ts";
import { type CostFinding, SMALL_TABLE } from "./judge.ts";
import { liveSizes } from "./live-sizes.ts";
import { allowedSentences, costSentence } from "./refusal.ts";
import { rehearsedCosts } from "./rehearsed-costs.ts";

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
