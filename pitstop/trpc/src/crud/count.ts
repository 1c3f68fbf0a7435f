import type { EntityManager } from "@mikro-orm/postgresql";
import { asideOf } from "./aside.ts";
import { conditionsOf, type Restriction } from "./filter.ts";
import { Parameters } from "./parameters.ts";
import type { Reached } from "./reached.ts";
import { readStatement } from "./statement.ts";

/** Up to here a count is exact; counting further would read every row. */
export const EXACT_COUNT_LIMIT = 10_000;

export interface Count {
  count: number;
  /** Whether `count` was counted, or estimated from the planner's statistics. */
  exact: boolean;
}

/** How many records match: exact up to 10,000, estimated beyond that, and it says which. */
export async function countRecords(
  em: EntityManager,
  reached: Reached,
  restriction: Restriction,
): Promise<Count> {
  const { table } = reached;
  const parameters = new Parameters();
  const conditions = conditionsOf(reached, restriction, parameters, asideOf(table.name));
  const matching = `select 1 from ${table.sql}${conditions.length > 0 ? ` where ${conditions.join(" and ")}` : ""}`;
  const counted = `select count(*) from (${matching} limit ${EXACT_COUNT_LIMIT + 1}) matching`;
  const [count = 0] = await readStatement<number>(em, counted, parameters.values);
  if (count <= EXACT_COUNT_LIMIT) return { count, exact: true };
  const [plan] = await readStatement<[{ Plan: { "Plan Rows": number } }]>(
    em,
    `explain (format json) ${matching}`,
    parameters.values,
  );
  return { count: Math.max(count, plan?.[0].Plan["Plan Rows"] ?? 0), exact: false };
}
