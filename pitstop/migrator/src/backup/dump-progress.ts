import { setTimeout as pause } from "node:timers/promises";
import { connect } from "../connection.ts";
import type { OnProgress } from "../progress.ts";

const TASK = "Backing up";
const LOOK_EVERY = 500;
/** FirstNormalObjectId of src/include/access/transam.h: what is below belongs to PostgreSQL and is not dumped. */
const FIRST_OF_USERS = 16_384;

/**
 * Tells how far the COPY statements of pg_dump are, as PostgreSQL sees them, in bytes of the tables. `application` is
 * the name that their sessions give themselves. Gives the function that ends it, which tells of the whole where the
 * dump was completed, also of one that was over between two looks.
 */
export function watchDump(
  url: string,
  application: string,
  onProgress: OnProgress | undefined,
): (end: { isComplete: boolean }) => Promise<void> {
  if (!onProgress) return async () => undefined;
  const over = new AbortController();
  // Progress is for people's patience: where it cannot be read, the backup goes on without.
  const watching = watch(url, application, onProgress, over.signal).catch(() => undefined);
  return async ({ isComplete }) => {
    over.abort();
    const total = await watching;
    if (isComplete && total !== undefined) onProgress({ task: TASK, done: total, total, unit: "bytes" });
  };
}

/** Looks until it is over; gives the bytes of all tables. */
async function watch(
  url: string,
  application: string,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<number> {
  // The size of a table that somebody locks is not waited for.
  const client = await connect(url, { lockTimeout: LOOK_EVERY });
  try {
    const { rows } = await client.query<{ table: string; bytes: string }>(
      `select oid::text as "table", pg_relation_size(oid)::text as bytes from pg_class
       where relkind = 'r' and oid >= ${FIRST_OF_USERS}`,
    );
    const sizes = new Map(rows.map(({ table, bytes }) => [table, Number(bytes)]));
    const total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
    const done = new Map<string, number>();
    while (!signal.aborted) {
      const copies = await client.query<{ table: string; bytes: string }>(
        `select relid::text as "table", bytes_processed::text as bytes
         from pg_stat_progress_copy join pg_stat_activity using (pid) where application_name = $1`,
        [application],
      );
      // One that is seen no more is done; one that was over between two looks is small.
      for (const table of done.keys()) done.set(table, sizes.get(table) ?? 0);
      for (const { table, bytes } of copies.rows) {
        done.set(table, Math.min(Number(bytes), sizes.get(table) ?? 0));
      }
      const sum = [...done.values()].reduce((bytes, more) => bytes + more, 0);
      onProgress({ task: TASK, done: sum, total, unit: "bytes" });
      await pause(LOOK_EVERY, undefined, { signal }).catch(() => undefined); // the loop sees that it is over
    }
    return total;
  } finally {
    await client.end();
  }
}
