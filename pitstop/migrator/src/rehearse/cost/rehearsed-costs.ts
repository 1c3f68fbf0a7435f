import { allowancesOf } from "@pitstop/lint";
import type { Rehearsal } from "../rehearsal.ts";
import type { Reversible } from "../rehearse.ts";
import { type CostFinding, type CostLimits, judgeCost } from "./judge.ts";

/** What the rehearsed migrations cost too much, allowed or not. */
export function rehearsedCosts(
  { statements }: Rehearsal,
  migrations: readonly Reversible[],
  limits: CostLimits,
): CostFinding[] {
  return migrations.flatMap(({ forward, source }) => {
    const allowances = allowancesOf(forward, source);
    const ofMigration = statements
      .filter(({ migration }) => migration === forward.name)
      .map((statement) => ({ ...statement, allowances: allowances[statement.index] ?? [] }));
    const { name, isTransactional } = forward;
    return judgeCost({ name, isTransactional, statements: ofMigration }, limits);
  });
}
