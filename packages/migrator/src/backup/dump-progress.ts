import { setTimeout as pause } from "node:timers/promises";
import { connect } from "../connection.ts";
import type { OnProgress } from "../progress.ts";

const LOOK_EVERY = 100;

/**
 * Tells how far the COPY statements of pg_dump are, as PostgreSQL sees them, in bytes of the tables. `application` is
 * the name that their sessions give themselves. Gives the function that ends it.
 */
export function watchDump(
  url: string,
  application: string,
  onProgress: OnProgress | undefined,
): () => Promise<void> {
  if (!onProgress) return async () => undefined;
  const end = new AbortController();
  // Progress is for people's patience: where it cannot be read, the backup goes on without.
  const watching = watch(url, application, onProgress, end.signal).catch(() => undefined);
  return async () => {
    end.abort();
    await watching;
  };
}

async function watch(
  url: string,
  application: string,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<void> {
  const client = await connect(url);
  try {
    const { rows } = await client.query<{ table: string; bytes: string }>(
      `select oid::text as "table", pg_relation_size(oid)::text as bytes from pg_class where relkind in ('r', 'm')`,
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
      onProgress({ task: "Backing up", done: sum, total, unit: "bytes" });
      await pause(LOOK_EVERY, undefined, { signal });
    }
  } finally {
    await client.end();
  }
}
