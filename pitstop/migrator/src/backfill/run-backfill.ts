import { connect } from "../connection.ts";
import { isConnectionLost } from "../database-error.ts";
import { ensureHistory } from "../history/index.ts";
import { readPrimary, refuseOtherPrimary } from "../primary.ts";
import { refuseReadOnly } from "../read-only.ts";
import { refuseOldServer } from "../server-version.ts";
import { Backfilling } from "./backfilling.ts";
import { connectionLost } from "./errors.ts";
import { readKeyedTable } from "./keyed-table.ts";
import type { BackfillOptions, BackfillResult } from "./options.ts";

const BATCH_TIMEOUT = 10_000;

/**
 * Fills a table in batches along its key, each in a short transaction that also notes how far it came: it can
 * be killed at any point, and the next call goes on. Several processes may call it for the same plan at once; they
 * take turns, and one that comes after the end finds nothing to do. At the end of the table it looks for rows that
 * came meanwhile, and walks again until none is left.
 *
 * Throws MigratorError BACKFILL_TABLE_MISSING, BACKFILL_NO_PRIMARY_KEY, BACKFILL_BATCH_FAILED, BACKFILL_TOO_SLOW,
 * BACKFILL_LOCK_TIMEOUT, BACKFILL_NEVER_ENDS, BACKFILL_CONNECTION_LOST, DATABASE_READ_ONLY, MIGRATION_PRIMARY_CHANGED, what `ensureHistory` throws, and the signal's reason.
 */
export async function runBackfill(options: BackfillOptions): Promise<BackfillResult> {
  const lockTimeout = options.lockTimeout ?? 50;
  const client = await connect(options.url, { lockTimeout, statementTimeout: BATCH_TIMEOUT });
  const monitor = await connect(options.url, { statementTimeout: BATCH_TIMEOUT });
  try {
    await refuseOldServer(client);
    await refuseReadOnly(client, options.url);
    if (options.primary)
      refuseOtherPrimary(options.primary, await readPrimary(client), "The run of this backfill began");
    await ensureHistory(client);
    const table = await readKeyedTable(client, options.plan.table);
    return await new Backfilling(client, monitor, table, { ...options, lockTimeout }).run();
  } catch (error) {
    throw isConnectionLost(error) ? connectionLost(error, options.plan) : error;
  } finally {
    await Promise.allSettled([client.end(), monitor.end()]);
  }
}
