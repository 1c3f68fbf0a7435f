import { setTimeout as pause } from "node:timers/promises";
import { type Lock, locks } from "@pitstop/lint";
import type pg from "pg";

/** A lock that a session was seen to hold. */
export interface SeenLock {
  /** Of the relation. */
  readonly oid: string;
  readonly lock: Lock;
  /** When it was looked for the last time without being there yet, by `performance.now()`. */
  readonly since: number;
  /** Whether it was still there at the last look. */
  readonly isHeld: boolean;
}

export interface LockWatch {
  /** Looks a last time; gives every lock that was seen, also one that is gone by now. */
  end(): Promise<SeenLock[]>;
}

const SHORTEST_PAUSE = 2;
const LONGEST_PAUSE = 50;

/** How much of the time since the begin a pause may be: what is measured is as exact as that. */
const PAUSE_SHARE = 0.02;

/**
 * Watches the locks of another session on relations, from a connection of its own. A transaction still has them when
 * its statement has ended, so the last look misses none; of what commits by itself a lock that is over within
 * milliseconds may be missed.
 */
export function watchLocks(monitor: pg.ClientBase, pid: number): LockWatch {
  const begin = performance.now();
  const seen = new Map<string, SeenLock>();
  const stop = new AbortController();
  let since = begin;
  const look = async () => {
    const now = performance.now();
    const held = await locksOf(monitor, pid);
    for (const [key, lock] of seen) seen.set(key, { ...lock, isHeld: false });
    for (const lock of held) {
      const key = lockKey(lock);
      seen.set(key, { ...lock, since: seen.get(key)?.since ?? since, isHeld: true });
    }
    since = now;
  };
  const watching = lookUntil(stop.signal, begin, look);
  watching.catch(() => undefined); // `end` throws it
  return {
    end: async () => {
      stop.abort();
      await watching;
      await look();
      return [...seen.values()];
    },
  };
}

/** A relation and a lock on it, as one key. */
export const lockKey = ({ oid, lock }: { oid: string; lock: Lock }): string => `${oid} ${lock}`;

async function lookUntil(stop: AbortSignal, begin: number, look: () => Promise<void>): Promise<void> {
  while (!stop.aborted) {
    await look();
    const share = (performance.now() - begin) * PAUSE_SHARE;
    const length = Math.min(Math.max(share, SHORTEST_PAUSE), LONGEST_PAUSE);
    await pause(length, undefined, { signal: stop }).catch(() => undefined); // it is stopped
  }
}

async function locksOf(monitor: pg.ClientBase, pid: number): Promise<{ oid: string; lock: Lock }[]> {
  const { rows } = await monitor.query<{ oid: string; mode: string }>(
    `select relation::text as oid, mode from pg_locks
     where pid = $1 and locktype = 'relation' and granted
       and database = (select oid from pg_database where datname = current_database())`,
    [pid],
  );
  return rows.flatMap(({ oid, mode }) => {
    const lock = lockNamed(mode);
    return lock ? [{ oid, lock }] : [];
  });
}

/** pg_locks says "AccessExclusiveLock"; what it says besides, as "SIReadLock", blocks nobody. */
function lockNamed(mode: string): Lock | undefined {
  return locks.find((lock) => lock.replaceAll(" ", "") === mode.replace(/Lock$/, "").toUpperCase());
}
