import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { connect } from "../connection.ts";
import { MigratorError } from "../errors.ts";
import { refuseReadOnly } from "../read-only.ts";
import { refuseOldServer } from "../server-version.ts";
import { pauseBeforeRetry, pauseUnlessStopped } from "./back-off.ts";
import { findLockHolder, type LockHolder, signAsHolder } from "./lock-holder.ts";
import { isTheLock, lockKey } from "./lock-key.ts";
import { pooled, refusePooler, refuseStrictPooler } from "./pooler.ts";

export interface LockOptions {
  /** Called when somebody else migrates, again when another one does. */
  readonly onWait?: (holder: LockHolder) => void;
  /** Stops the wait, and is passed on to the work. */
  readonly signal?: AbortSignal;
}

const STATEMENT_TIMEOUT = 10_000;
const LOOK_EVERY = 2_000;

/**
 * Does the work while no other migrator works on this database; waits for its turn without end. The lock is a session
 * of its own: it is released when the process dies, and when the session is lost the signal that the work is given
 * aborts, because another migrator may begin.
 *
 * The lock is polled. A session that waits in pg_advisory_lock holds a snapshot, and CREATE INDEX CONCURRENTLY waits
 * for that: the two would wait for each other
 * (https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY).
 *
 * Throws MigratorError SERVER_TOO_OLD, DATABASE_READ_ONLY, LOCK_LOST and LOCK_POOLED, the signal's reason, and what the work throws.
 */
export async function withMigrationLock<Result>(
  url: string,
  work: (signal: AbortSignal) => Promise<Result>,
  options: LockOptions = {},
): Promise<Result> {
  const client = await connect(url, { statementTimeout: STATEMENT_TIMEOUT }).catch(refuseStrictPooler);
  try {
    await refuseOldServer(client);
    await refuseReadOnly(client, url);
    await refusePooler(url, client);
    await acquire(client, options);
    await signAsHolder(client);
    return await whileHeld(client, work, options.signal);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function acquire(client: pg.ClientBase, { onWait, signal }: LockOptions): Promise<void> {
  // The server may close sessions that do nothing, and holding a lock looks like that.
  await client.query("set idle_session_timeout = 0");
  let toldOf: number | undefined;
  for (;;) {
    signal?.throwIfAborted();
    const { rows } = await client.query<{ isMine: boolean }>(
      'select pg_try_advisory_lock($1::bigint) as "isMine"',
      [lockKey],
    );
    if (rows[0]?.isMine) return;
    const holder = await findLockHolder(client);
    if (holder && holder.pid !== toldOf) onWait?.(holder);
    toldOf = holder?.pid;
    await pauseUnlessStopped(pauseBeforeRetry(3), signal);
  }
}

async function whileHeld<Result>(
  client: pg.Client,
  work: (signal: AbortSignal) => Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  const loss = new AbortController();
  const lose = () => loss.abort(lost());
  client.once("end", lose);
  const over = new AbortController();
  void watch(client, over.signal).catch((error) => loss.abort(error));
  try {
    const result = await work(signal ? AbortSignal.any([loss.signal, signal]) : loss.signal);
    loss.signal.throwIfAborted();
    return result;
  } catch (error) {
    // What the work says of being stopped matters less than why it was.
    loss.signal.throwIfAborted();
    throw error;
  } finally {
    over.abort();
    client.off("end", lose);
  }
}

async function watch(client: pg.ClientBase, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await check(client);
    await pause(LOOK_EVERY, undefined, { signal: over }).catch(() => undefined);
  }
}

/** A network that went away closes no socket, and a pooler may change the session behind our back. */
async function check(client: pg.ClientBase): Promise<void> {
  const answer = client
    .query(`select from pg_locks where ${isTheLock} and granted and pid = pg_backend_pid()`, [lockKey])
    .catch(() => undefined);
  const result = await Promise.race([answer, pause(STATEMENT_TIMEOUT, undefined, { ref: false })]);
  if (result === undefined) throw lost();
  if (result.rowCount === 0) throw pooled();
}

function lost(): MigratorError {
  return new MigratorError(
    "LOCK_LOST",
    "The connection that held the migration lock was lost: another migrator may have begun, so the work was stopped.",
    "Run the same command again: it waits for its turn, and goes on where this one stopped.",
  );
}
