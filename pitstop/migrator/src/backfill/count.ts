import type { BackfillPlan } from "@pitstop/lint/recipes";
import type pg from "pg";
import { connect } from "../connection.ts";
import { codeOf } from "../database-error.ts";
import { refuseOldServer } from "../server-version.ts";
import { updateOf } from "./batch.ts";
import { planInvalid } from "./errors.ts";
import { type KeyedTable, readKeyedTable } from "./keyed-table.ts";

export interface BackfillCount {
  readonly rows: number;
  /** Counting took too long, and the planner's estimate stands instead. */
  readonly isEstimate: boolean;
}

const LONGEST_COUNT = 30_000;

/**
 * How many rows a backfill would fill; changes nothing. The plan is checked with it: a column that does not exist is
 * an error here and not in the middle of the work. Throws MigratorError SERVER_TOO_OLD, BACKFILL_TABLE_MISSING,
 * BACKFILL_NO_PRIMARY_KEY and BACKFILL_PLAN_INVALID.
 */
export async function countBackfill(url: string, plan: BackfillPlan): Promise<BackfillCount> {
  const client = await connect(url);
  try {
    await refuseOldServer(client);
    return await countRows(client, await readKeyedTable(client, plan.table), plan);
  } finally {
    await client.end();
  }
}

export async function countRows(
  client: pg.ClientBase,
  table: KeyedTable,
  plan: BackfillPlan,
): Promise<BackfillCount> {
  await client.query(`explain ${updateOf(table, plan)}`).catch((error: unknown) => {
    throw isAboutThePlan(error) ? planInvalid(error, plan) : error;
  });
  const matching = `from ${table.sql} where (${plan.where}\n)`;
  await client.query("begin");
  try {
    await client.query(`set local statement_timeout = ${LONGEST_COUNT}`);
    const { rows } = await client.query<{ rows: number }>(`select count(*)::float8 as rows ${matching}`);
    return { rows: rows[0]?.rows ?? 0, isEstimate: false };
  } catch (error) {
    if (codeOf(error) !== "57014") throw error;
    await client.query("rollback");
    return { rows: await estimate(client, matching), isEstimate: true };
  } finally {
    await client.query("rollback");
  }
}

/** Class 42 says that the SQL is not right, and 42501 that the account may not; class 22 that a value is not. */
const isAboutThePlan = (error: unknown): boolean =>
  /^(42|22)/.test(codeOf(error) ?? "") && codeOf(error) !== "42501";

async function estimate(client: pg.ClientBase, matching: string): Promise<number> {
  const { rows } = await client.query<{ "QUERY PLAN": [{ Plan: { "Plan Rows": number } }] }>(
    `explain (format json) select ${matching}`,
  );
  return rows[0]?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0;
}

/** Whether a row is left to fill. Reads the table up to the first one. */
export async function isAnyLeft(
  client: pg.ClientBase,
  table: KeyedTable,
  plan: BackfillPlan,
): Promise<boolean> {
  await client.query("set local statement_timeout = 0");
  const { rowCount } = await client.query(`select from ${table.sql} where (${plan.where}\n) limit 1`);
  return rowCount === 1;
}
