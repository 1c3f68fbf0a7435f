import type pg from "pg";
import { type Blocker, processIdOf, watchBlockers } from "../lock/index.ts";
import type { ApplyOptions } from "./apply-options.ts";
import { cancelStatement } from "./connections.ts";

const LATEST_LOOK = 1_000;

interface Watched {
  readonly client: pg.Client;
  /** The connection beside it that sees who is in its way. */
  readonly monitor: pg.Client;
  readonly options: Pick<ApplyOptions, "url" | "signal" | "onWait">;
  /** In milliseconds. */
  readonly lockTimeout: number;
  readonly onBlockers: (blockers: readonly Blocker[]) => void;
}

/** What a query gave: the rows of its last statement, and how many rows all of them touched. */
export interface QueryOutcome {
  readonly rows: Record<string, unknown>[];
  /** Null where it is no statement about rows. */
  readonly count: number | null;
}

/** Runs SQL while the other connection looks who is in its way. A signal cancels it, and its reason is thrown. */
export async function watchedQuery(sql: string, watched: Watched): Promise<QueryOutcome> {
  const { client, monitor, options, lockTimeout, onBlockers } = watched;
  const { signal } = options;
  signal?.throwIfAborted();
  const pid = processIdOf(client);
  const cancel = () => void cancelStatement(options.url, pid);
  signal?.addEventListener("abort", cancel);
  const stop = watchBlockers(monitor, client, Math.min(lockTimeout / 2, LATEST_LOOK), (blockers) => {
    onBlockers(blockers);
    options.onWait?.(blockers);
  });
  try {
    // pg gives a list when the text holds several statements.
    const answer: pg.QueryResult | pg.QueryResult[] = await client.query(sql);
    const results = Array.isArray(answer) ? answer : [answer];
    return { rows: results.at(-1)?.rows ?? [], count: rowsOf(results) };
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", cancel);
    await stop();
  }
}

function rowsOf(results: readonly pg.QueryResult[]): number | null {
  const counts = results.flatMap(({ rowCount }) => rowCount ?? []);
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}
