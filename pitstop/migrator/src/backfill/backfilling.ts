import { hashOf } from "@pitstop/lint";
import type pg from "pg";
import { codeOf, isConnectionLost, isLockFailure } from "../database-error.ts";
import { type BackfillState, lockBackfill, noteBatch, notePace, openBackfill } from "../history/index.ts";
import { type Blocker, pauseUnlessStopped, retryOnLock, watchBlockers } from "../lock/index.ts";
import { inTransaction } from "../transaction.ts";
import { endOfBatch, fillBatch, shownRange } from "./batch.ts";
import { countRows, isAnyLeft } from "./count.ts";
import { batchFailed, batchTooSlow, lockNotHad, stillMatching, tooManySweeps } from "./errors.ts";
import type { KeyedTable } from "./keyed-table.ts";
import type { BackfillOptions, BackfillResult } from "./options.ts";
import { nextPace, type Pace } from "./pace.ts";
import { readPressure } from "./pressure.ts";
import { progressOf } from "./progress-of.ts";
import { reopen } from "./reopen.ts";

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
    if (state.isFinished && !(await this.#retried(() => reopen(this.#client, this.#table, this.#id, plan))))
      return false;
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
    const { plan, onProgress } = this.#options;
    const counted = { done, total: Math.max(this.#total, done), filled: this.#rows };
    onProgress?.(progressOf(plan, this.#startedAt, counted));
  }
}

function isAboutTheRows(error: unknown): boolean {
  return !isLockFailure(error) && !isConnectionLost(error) && codeOf(error) !== STATEMENT_TIMED_OUT;
}
