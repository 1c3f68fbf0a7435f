/** What the database suffers, whoever causes it. */
export interface Pressure {
  /** Of the slowest replica, in milliseconds; 0 without one. */
  readonly replicationLag: number;
  /** Sessions of this database that wait for a lock at the moment. */
  readonly lockWaits: number;
}

export interface Pace {
  /** Rows of the next batch. */
  readonly batchSize: number;
  /** Milliseconds before it. */
  readonly pause: number;
}

export interface BatchTiming {
  readonly batchSize: number;
  /** Milliseconds of work. */
  readonly took: number;
  readonly pressure: Pressure;
}

/** A writer that meets a row of the batch waits this long at most; in milliseconds. */
const TARGET = 100;
const SMALLEST_BATCH = 10;
const LARGEST_BATCH = 10_000;
/** gh-ost begins to wait at the same lag: https://github.com/github/gh-ost/blob/master/doc/command-line-flags.md */
const LARGEST_LAG = 1_500;
const LONGEST_PAUSE = 10_000;
const SHORTEST_PAUSE_UNDER_PRESSURE = 200;

/**
 * How to go on after a batch. Undisturbed, the size follows the target time and the pause is as long as the work: a
 * duty of one half leaves the application as fast as before. Under pressure the batch halves and the pause grows, with
 * the lag of the replica where that is the trouble.
 */
export function nextPace({ batchSize, took, pressure }: BatchTiming): Pace {
  const isLagging = pressure.replicationLag > LARGEST_LAG;
  if (isLagging || pressure.lockWaits > 0) {
    const pause = Math.max(SHORTEST_PAUSE_UNDER_PRESSURE, took * 4, isLagging ? pressure.replicationLag : 0);
    return { batchSize: limited(batchSize / 2), pause: Math.min(Math.round(pause), LONGEST_PAUSE) };
  }
  const change = Math.min(Math.max(TARGET / Math.max(took, 1), 0.5), 1.5);
  return { batchSize: limited(batchSize * change), pause: Math.min(Math.ceil(took), LONGEST_PAUSE) };
}

function limited(batchSize: number): number {
  return Math.min(Math.max(Math.round(batchSize), SMALLEST_BATCH), LARGEST_BATCH);
}
