import type pg from "pg";
import { codeOf, isConnectionLost, isLockFailure } from "../database-error.ts";
import { type BackfillState, lockBackfill, noteBatch, notePace, openBackfill } from "../history/index.ts";
import { type Blocker, pauseUnlessStopped, retryOnLock, watchBlockers } from "../lock/index.ts";
import { hashOf } from "../migration/step.ts";
import type { Progress } from "../progress.ts";
import { inTransaction } from "../transaction.ts";
import { endOfBatch, fillBatch, shownRange } from "./batch.ts";
import { countRows, isAnyLeft } from "./count.ts";
import { batchFailed, batchTooSlow, lockNotHad, stillMatching, tooManySweeps } from "./errors.ts";
import type { KeyedTable } from "./keyed-table.ts";
import { nextPace, type Pace } from "./pace.ts";
import type { BackfillPlan } from "./plan.ts";
import { readPressure } from "./pressure.ts";

export interface BackfillProgress extends Progress {
  /** Of this process since it began. */
  readonly rowsPerSecond: number;
  /** Undefined before anything is known. */
  readonly secondsLeft: number | undefined;
}

export interface BackfillOptions {
  readonly url: string;
  readonly plan: BackfillPlan;
  /** For the rows of a batch, in milliseconds. */
  readonly lockTimeout?: number;
  /** How long a batch is tried again because of locks, in milliseconds. */
  readonly maxWait?: number;
  readonly onProgress?: ((progress: BackfillProgress) => void) | undefined;
  /** Called again and again while somebody is in the way. */
  readonly onWait?: ((blockers: readonly Blocker[]) => void) | undefined;
  /** Stops between two batches. */
  readonly signal?: AbortSignal | undefined;
}

export interface BackfillResult {
  /** Rows that this call filled; others may have helped. */
  readonly rows: number;
  readonly batches: number;
  /** How often a batch was tried again because of a lock. */
  readonly retries: number;
}

const FIRST_BATCH = 500;
const MAX_WAIT = 600_000;
const MOST_SWEEPS = 20;
/** While another process has a batch under way, in milliseconds. */
const LOOK_AGAIN_AFTER = 20;
const PAUSE_AFTER_TIMEOUT = 1_000;
const STATEMENT_TIMED_OUT = "57014";

type Turn =
  | { readonly kind: "batch"; readonly state: BackfillState; readonly rows: number; readonly took: number }
  | { readonly kind: "pause"; readonly milliseconds: number }
  | { readonly kind: "finished" };

/** One call of `runBackfill` while it works. */
export class Backfilling {
  readonly #client: pg.Client;
  readonly #monitor: pg.Client;
  readonly #table: KeyedTable;
  readonly #options: BackfillOptions & { readonly lockTimeout: number };
  readonly #id: string;
  readonly #startedAt = performance.now();
  #blockers: readonly Blocker[] = [];
  #total = 0;
  #rows = 0;
  #batches = 0;
  #retries = 0;

  constructor(
    client: pg.Client,
    monitor: pg.Client,
    table: KeyedTable,
    options: BackfillOptions & { readonly lockTimeout: number },
  ) {
    this.#client = client;
    this.#monitor = monitor;
    this.#table = table;
    this.#options = options;
    // The size of the first batch makes no other backfill of it.
    const { set, where } = options.plan;
    this.#id = hashOf(JSON.stringify([options.plan.table, set, where]));
  }

  async run(): Promise<BackfillResult> {
    const { signal } = this.#options;
    if (!(await this.#begin())) return this.#result();
    for (;;) {
      signal?.throwIfAborted();
      const turn = await this.#turn();
      if (turn.kind === "finished") return this.#result();
      if (turn.kind === "pause") await pauseUnlessStopped(turn.milliseconds, signal);
      else await this.#keepPace(turn);
    }
  }

  /** Counts, and takes up what was begun; false when there is nothing to do. */
  async #begin(): Promise<boolean> {
    const { plan } = this.#options;
    const { rows } = await this.#retried(() => countRows(this.#client, this.#table, plan));
    const state = await this.#opened();
    if (state.isFinished && !(await this.#retried(() => this.#reopen()))) return false;
    this.#total = state.rows + rows;
    this.#report(state.rows);
    return true;
  }

  #opened(): Promise<BackfillState> {
    const { plan } = this.#options;
    return this.#retried(() => openBackfill(this.#client, this.#id, plan, plan.batchSize ?? FIRST_BATCH));
  }

  #result(): BackfillResult {
    return { rows: this.#rows, batches: this.#batches, retries: this.#retries };
  }

  /** The same plan was finished before. Rows may have come since, or the column anew. */
  #reopen(): Promise<boolean> {
    return inTransaction(this.#client, async () => {
      const state = await lockBackfill(this.#client, this.#id);
      if (!state?.isFinished) return true;
      if (!(await isAnyLeft(this.#client, this.#table, this.#options.plan))) return false;
      await noteBatch(this.#client, this.#id, {
        lastKey: null,
        rows: state.rows,
        sweeps: 1,
        isFinished: false,
      });
      return true;
    });
  }

  async #turn(): Promise<Turn> {
    try {
      // Fewer rows meet fewer locks: what others hold one row of is passed in ever smaller batches.
      return await this.#retried((attempt) => this.#takeBatch(2 ** Math.min(attempt, 20)));
    } catch (error) {
      if (codeOf(error) !== STATEMENT_TIMED_OUT) throw error;
      return await this.#shrink(error);
    }
  }

  async #shrink(error: unknown): Promise<Turn> {
    const { batchSize } = await this.#opened();
    if (batchSize === 1) throw batchTooSlow(error, this.#options.plan);
    await this.#notePace({ batchSize: Math.ceil(batchSize / 4), pause: PAUSE_AFTER_TIMEOUT });
    return { kind: "pause", milliseconds: 0 };
  }

  async #retried<Result>(work: (attempt: number) => Promise<Result>): Promise<Result> {
    let attempts = 0;
    const { result, retries } = await retryOnLock(() => this.#watched(() => work(attempts++)), {
      maxWait: this.#options.maxWait ?? MAX_WAIT,
      signal: this.#options.signal,
      giveUp: (error) => lockNotHad(error, this.#options.plan, this.#blockers),
    });
    this.#retries += retries;
    return result;
  }

  async #watched<Result>(work: () => Promise<Result>): Promise<Result> {
    const { lockTimeout, onWait } = this.#options;
    const stop = watchBlockers(this.#monitor, this.#client, lockTimeout / 2, (blockers) => {
      this.#blockers = blockers;
      onWait?.(blockers);
    });
    try {
      return await work();
    } finally {
      await stop();
    }
  }

  #takeBatch(divisor: number): Promise<Turn> {
    return inTransaction(this.#client, async (): Promise<Turn> => {
      const startedAt = performance.now();
      const state = await lockBackfill(this.#client, this.#id);
      if (state === undefined) return { kind: "pause", milliseconds: LOOK_AGAIN_AFTER };
      if (state.isFinished) return { kind: "finished" };
      if (state.pauseLeft > 0) return { kind: "pause", milliseconds: state.pauseLeft };
      const size = Math.max(1, Math.floor(state.batchSize / divisor));
      const end = await endOfBatch(this.#client, this.#table, state.lastKey, size);
      if (end === undefined) return await this.#endSweep(state);
      const rows = await this.#fill(state, end);
      await noteBatch(this.#client, this.#id, { ...state, lastKey: end, rows: state.rows + rows });
      return { kind: "batch", state, rows, took: performance.now() - startedAt };
    });
  }

  async #fill(state: BackfillState, end: readonly string[]): Promise<number> {
    const { plan } = this.#options;
    const range = shownRange(plan, this.#table, state.lastKey, end);
    const filled = await fillBatch(this.#client, this.#table, plan, { last: state.lastKey, end }).catch(
      (error) => {
        throw isAboutTheRows(error) ? batchFailed(error, range) : error;
      },
    );
    if (filled.stillMatching > 0) throw stillMatching(plan, filled.stillMatching, range);
    return filled.rows;
  }

  /** At the end of the table: the rows that came meanwhile before the place where it was. */
  async #endSweep(state: BackfillState): Promise<Turn> {
    const isFinished = !(await isAnyLeft(this.#client, this.#table, this.#options.plan));
    if (!isFinished && state.sweeps >= MOST_SWEEPS) throw tooManySweeps(this.#options.plan, state.sweeps);
    await noteBatch(this.#client, this.#id, {
      lastKey: null,
      rows: state.rows,
      sweeps: isFinished ? state.sweeps : state.sweeps + 1,
      isFinished,
    });
    return isFinished ? { kind: "finished" } : { kind: "pause", milliseconds: 0 };
  }

  async #keepPace({ state, rows, took }: Extract<Turn, { kind: "batch" }>): Promise<void> {
    this.#rows += rows;
    this.#batches += 1;
    this.#report(state.rows + rows);
    const pressure = await readPressure(this.#monitor);
    await this.#notePace(nextPace({ batchSize: state.batchSize, took, pressure }));
  }

  /** Another process may have its batch under way already, and hold the account meanwhile. */
  #notePace(pace: Pace): Promise<void> {
    return this.#retried(() => notePace(this.#client, this.#id, pace));
  }

  #report(done: number): void {
    const seconds = (performance.now() - this.#startedAt) / 1000;
    const rowsPerSecond = this.#rows / seconds;
    const total = Math.max(this.#total, done);
    this.#options.onProgress?.({
      task: `Filling ${this.#options.plan.table}`,
      done,
      total,
      unit: "rows",
      rowsPerSecond,
      secondsLeft: rowsPerSecond > 0 ? (total - done) / rowsPerSecond : undefined,
    });
  }
}

function isAboutTheRows(error: unknown): boolean {
  return !isLockFailure(error) && !isConnectionLost(error) && codeOf(error) !== STATEMENT_TIMED_OUT;
}
