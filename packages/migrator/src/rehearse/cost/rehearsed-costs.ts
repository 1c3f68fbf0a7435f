import { allowancesOf } from "../../lint/allowances.ts";
import type { Rehearsal } from "../rehearsal.ts";
import type { Reversible } from "../rehearse.ts";
import { type CostFinding, type CostLimits, judgeCost } from "./judge.ts";

/** What the rehearsed migrations cost too much, allowed or not. */
export function rehearsedCosts(
  { statements }: Rehearsal,
  migrations: readonly Reversible[],
  limits: CostLimits,
): CostFinding[] {
  return migrations.flatMap(({ forth, source }) => {
    const allowances = allowancesOf(forth, source);
    const ofMigration = statements
      .filter(({ migration }) => migration === forth.name)
      .map((statement) => ({ ...statement, allowances: allowances[statement.index] ?? [] }));
    const { name, isTransactional } = forth;
    return judgeCost({ name, isTransactional, statements: ofMigration }, limits);
  });
}
