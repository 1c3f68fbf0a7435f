import { setTimeout as pause } from "node:timers/promises";
import { isLockFailure } from "../database-error.ts";

const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 5_000;

/**
 * Milliseconds to wait before the nth retry: doubling from 50 ms to 5 s, between half and the whole of it by chance,
 * so that two that collided do not collide again. `chance` is from 0 to 1.
 */
export function pauseBeforeRetry(retry: number, chance = Math.random()): number {
  const longest = Math.min(FIRST_PAUSE * 2 ** (retry - 1), LONGEST_PAUSE);
  return Math.round(longest * (0.5 + chance / 2));
}

/** Waits; a signal ends the wait at once, and its reason is thrown. */
export async function pauseUnlessStopped(milliseconds: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  // The timer rejects with an error of its own; the reason says more.
  await pause(milliseconds, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
}

export interface RetryOptions {
  /** Milliseconds from the first attempt after which no further one is made. */
  readonly maxWait: number;
  readonly signal?: AbortSignal | undefined;
  /** After each attempt that did not get its lock. */
  readonly onRetry?: ((retries: number) => void) | undefined;
  /** The error when the time is up. */
  readonly giveUp: (error: unknown, retries: number) => Error;
}

/**
 * Attempts something until it gets its locks. Each attempt has to bring its own lock_timeout, also the last one: a
 * queue that forms behind us is worse than a migration that has to be started again.
 */
export async function retryOnLock<Result>(
  attempt: () => Promise<Result>,
  { maxWait, signal, onRetry, giveUp }: RetryOptions,
): Promise<{ result: Result; retries: number }> {
  const deadline = Date.now() + maxWait;
  for (let retries = 0; ; retries++) {
    signal?.throwIfAborted();
    try {
      return { result: await attempt(), retries };
    } catch (error) {
      if (!isLockFailure(error)) throw error;
      const rest = pauseBeforeRetry(retries + 1);
      if (Date.now() + rest > deadline) throw giveUp(error, retries);
      onRetry?.(retries + 1);
      await pauseUnlessStopped(rest, signal);
    }
  }
}
