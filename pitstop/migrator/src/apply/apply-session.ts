import { setTimeout as pause } from "node:timers/promises";
import type { Step } from "@pitstop/lint";
import type pg from "pg";
import { isConnectionLost, messageOf } from "../database-error.ts";
import { recordRunStep } from "../history/index.ts";
import { type Blocker, pauseUnlessStopped, retryOnLock } from "../lock/index.ts";
import type { ReadMigration } from "../migration/read-migration.ts";
import { type AppliedStatement, applied } from "./applied.ts";
import type { ApplyOptions } from "./apply-options.ts";
import { connectTwice } from "./connections.ts";
import { lockNotHad } from "./errors.ts";
import { watchedQuery } from "./watched-query.ts";

/**
 * At 50 ms no request of an application under load took longer than 100 ms while somebody held the table; at 200 ms,
 * one in seven did.
 */
const LOCK_TIMEOUT = 50;
const STATEMENT_TIMEOUT = 60_000;
const MAX_WAIT = 600_000;
const LONGEST_RESTART = 30_000;
const LOOK_AGAIN_AFTER = 200;

export interface Timeouts {
  readonly lock: number;
  readonly statement: number;
}

/** The connection that a migration is applied over, with one beside it that sees who is in its way. */
export class ApplySession {
  readonly options: ApplyOptions;
  readonly migration: ReadMigration;
  readonly maxWait: number;
  /** For statements that run in a transaction. */
  readonly timeouts: Timeouts;
  client: pg.Client;
  #monitor: pg.Client;
  #blockers: readonly Blocker[] = [];

  private constructor(options: ApplyOptions, client: pg.Client, monitor: pg.Client) {
    this.options = options;
    this.migration = options.migration;
    this.maxWait = options.maxWait ?? MAX_WAIT;
    this.timeouts = {
      lock: options.lockTimeout ?? LOCK_TIMEOUT,
      statement: options.statementTimeout ?? STATEMENT_TIMEOUT,
    };
    this.client = client;
    this.#monitor = monitor;
  }

  static async open(options: ApplyOptions): Promise<ApplySession> {
    const [client, monitor] = await connectTwice(options);
    return new ApplySession(options, client, monitor);
  }

  /** A new connection after the old one was lost; waits for a server that is restarting. */
  async reconnect(): Promise<void> {
    await this.close();
    const deadline = Date.now() + LONGEST_RESTART;
    for (;;) {
      try {
        [this.client, this.#monitor] = await connectTwice(this.options);
        return;
      } catch (error) {
        if (!isConnectionLost(error) || Date.now() > deadline) throw error;
        await pause(200);
      }
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.client.end(), this.#monitor.end()]);
  }

  /** Runs a step of SQL and measures it. `scope` says how long the timeouts hold. */
  async runStep(...step: Parameters<ApplySession["queryStep"]>): Promise<AppliedStatement> {
    return (await this.queryStep(...step)).result;
  }

  /** The same, with the rows that its last statement gives. */
  async queryStep(
    step: Step & { readonly kind: "sql" },
    index: number,
    timeouts: Timeouts,
    scope: "transaction" | "session",
  ): Promise<{ result: AppliedStatement; rows: Record<string, unknown>[] }> {
    const { observe } = this.options;
    await this.setTimeouts(timeouts, scope);
    await observe?.before(step, this.client);
    const startedAt = new Date();
    const start = performance.now();
    const { rows, count } = await watchedQuery(step.sql, {
      client: this.client,
      monitor: this.#monitor,
      options: this.options,
      lockTimeout: timeouts.lock,
      onBlockers: (blockers) => {
        this.#blockers = blockers;
      },
    });
    const duration = performance.now() - start;
    const result = applied(step, index, { startedAt, duration, rows: count });
    await observe?.after(step, this.client, result);
    return { result, rows };
  }

  async setTimeouts({ lock, statement }: Timeouts, scope: "transaction" | "session"): Promise<void> {
    const isLocal = scope === "transaction";
    await this.client.query(
      "select set_config('lock_timeout', $1, $3), set_config('statement_timeout', $2, $3)",
      [`${lock}`, `${statement}`, isLocal],
    );
  }

  /** Attempts it until it gets its locks, or the time is up. `index` tells which step it is at, for the error. */
  retried<Result>(
    attempt: () => Promise<Result>,
    index: () => number,
    onRetry?: () => void,
  ): Promise<{ result: Result; retries: number }> {
    return retryOnLock(attempt, {
      maxWait: this.maxWait,
      signal: this.options.signal,
      onRetry,
      giveUp: (error, retries) =>
        lockNotHad(error, this, index(), { attempts: retries + 1, blockers: this.#blockers }),
    });
  }

  /** Looks until it is otherwise, or the time is up: gives what it saw last. */
  async waitWhile<State>(look: () => Promise<State>, isSo: (state: State) => boolean): Promise<State> {
    const deadline = Date.now() + this.maxWait;
    for (;;) {
      const state = await look();
      if (!isSo(state) || Date.now() > deadline) return state;
      await pauseUnlessStopped(LOOK_AGAIN_AFTER, this.options.signal);
    }
  }

  /** Notes a step in the history of the run, where there is one. */
  async record(statement: AppliedStatement, error?: unknown): Promise<void> {
    const { runId, migration } = this.options;
    if (runId === undefined) return;
    await recordRunStep(this.client, runId, {
      ...statement,
      sql: statement.statement,
      migration: migration.name,
      direction: migration.direction,
      outcome: error === undefined ? "done" : "failed",
      error: error === undefined ? null : messageOf(error),
    });
  }

  progress(done: number): void {
    const { name, steps } = this.migration;
    this.options.onProgress?.({ task: `Applying ${name}`, done, total: steps.length, unit: "statements" });
  }
}
