import type { BackfillPlan } from "@pitstop/lint/recipes";
import type pg from "pg";
import { lockBackfill, noteBatch } from "../history/index.ts";
import { inTransaction } from "../transaction.ts";
import { isAnyLeft } from "./count.ts";
import type { KeyedTable } from "./keyed-table.ts";

/**
 * Takes up a plan that was finished before, where rows have come since or the column is a new one. False where none is
 * left to fill.
 */
export function reopen(
  client: pg.Client,
  table: KeyedTable,
  id: string,
  plan: BackfillPlan,
): Promise<boolean> {
  return inTransaction(client, async () => {
    const state = await lockBackfill(client, id);
    if (!state?.isFinished) return true;
    if (!(await isAnyLeft(client, table, plan))) return false;
    await noteBatch(client, id, { lastKey: null, rows: state.rows, sweeps: 1, isFinished: false });
    return true;
  });
}
