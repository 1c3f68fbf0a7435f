import { setTimeout as pause } from "node:timers/promises";
import type { MikroORM } from "@mikro-orm/postgresql";
import { connectionErrorOf, DatabaseAway, type ReadReplica } from "@pitstop/trpc";
import type { FastifyBaseLogger } from "fastify";
import pg from "pg";
import { REFUSED_SETTING } from "../open.ts";
import { connectionSettings, type Position, reaches, watching } from "./position.ts";
import { ReadPool, SeveralServers, STARTED_AT } from "./read-pool.ts";

/**
 * `ready`: reads may wait for it. `behind`: it didn't come along, so that no read waits for it until it does. `other`: it
 * doesn't follow this primary. `away`: it doesn't answer.
 */
export type ReplicaState = "ready" | "behind" | "other" | "away";

export interface ReplicaOptions {
  readonly orm: MikroORM;
  readonly log: FastifyBaseLogger;
  readonly url: string;
  readonly poolSize: number;
  /** The longest that a read waits for it, in milliseconds. */
  readonly wait: number;
}

interface Waiting {
  readonly position: Position;
  readonly end: (isReached: boolean) => void;
}

/** Between two looks at a replica that reads wait for, in milliseconds. */
const LOOK_EVERY = 2;

/** A server that follows the primary, as far as is known of it. */
export class Replica implements ReadReplica {
  /** Its address without the password. */
  readonly name: string;
  readonly pool: ReadPool;
  readonly #options: ReplicaOptions;
  readonly #waiting = new Set<Waiting>();
  #watch: pg.Pool;
  #state: ReplicaState = "away";
  #hasBeenSaid = false;
  #seen: Position | undefined;
  #isLooking: boolean;

  constructor(options: ReplicaOptions) {
    const { orm, url, poolSize } = options;
    const { host, pathname } = new URL(url);
    this.name = `${host}${pathname}`;
    this.#options = options;
    this.#isLooking = false;
    this.pool = new ReadPool({ ...connectionSettings(orm), connectionString: url, max: poolSize });
    this.#watch = watchPool({ ...watching(orm), connectionString: url });
  }

  get isReady(): boolean {
    return this.#state === "ready";
  }

  /** How far it is, as far as is known. */
  get position(): Position | undefined {
    return this.#state === "away" ? undefined : this.#seen;
  }

  /** Whether it is known to have all that a server at this position has. */
  has(position: Position): boolean {
    return this.#seen !== undefined && reaches(this.#seen, position);
  }

  /** Waits until it has that, or for as long as a read waits. */
  comesTo(position: Position): Promise<boolean> {
    return new Promise((resolve) => {
      const giveUp = () => {
        if (!this.#waiting.has(waiting)) return;
        if (this.#state === "ready") this.#become("behind");
        waiting.end(false);
      };
      // What came while this process was busy is read first: it may be what is waited for.
      const timer = setTimeout(() => setImmediate(giveUp), this.#options.wait);
      const waiting: Waiting = {
        position,
        end: (isReached) => {
          clearTimeout(timer);
          this.#waiting.delete(waiting);
          resolve(isReached);
        },
      };
      this.#waiting.add(waiting);
      void this.#lookForWaiting();
    });
  }

  failed(error: unknown): void {
    if (error instanceof SeveralServers) this.#become("other", error);
    else if (connectionErrorOf(error) instanceof DatabaseAway) this.#leave(error);
  }

  /** Looks at it, and says what it is for a primary that was at `expected` a moment ago. */
  async judge(expected: Position): Promise<void> {
    const seen = await this.#look();
    if (!seen) return;
    if (seen.system !== expected.system || seen.timeline !== expected.timeline) this.#become("other");
    else this.#become(reaches(seen, expected) ? "ready" : "behind");
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.#watch.end()]);
  }

  /** One look after another, as long as reads wait. */
  async #lookForWaiting(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    while (this.#waiting.size > 0) {
      await this.#look();
      for (const waiting of this.#waiting) if (this.has(waiting.position)) waiting.end(true);
      if (this.#waiting.size > 0) await pause(LOOK_EVERY);
    }
    this.#isLooking = false;
  }

  async #look(): Promise<Position | undefined> {
    try {
      const { rows } = await this.#watch.query<Row>(STATE);
      const { follows, lsn, startedAt, system, timeline } = rows[0] as Row; // it has one row
      // One that was promoted has changes of its own, and its position says nothing.
      this.#seen = { system: follows ? system : "", timeline, lsn: BigInt(lsn) };
      this.pool.expect(startedAt);
      return this.#seen;
    } catch (error) {
      this.#leave(error);
      return undefined;
    }
  }

  /** Ends what is under way on it, so that the primary answers it at once. */
  #leave(error: unknown): void {
    const { orm, url } = this.#options;
    if (error instanceof Error && REFUSED_SETTING.test(error.message)) {
      this.pool.leaveOut("statement_timeout");
      const { statement_timeout: _, ...others } = watching(orm);
      void this.#watch.end();
      this.#watch = watchPool({ ...others, connectionString: url });
    }
    this.#seen = undefined;
    if (this.#state !== "away") this.pool.cut();
    this.#become("away", error);
    for (const waiting of this.#waiting) waiting.end(false);
  }

  #become(state: ReplicaState, error?: unknown): void {
    if (state === this.#state && this.#hasBeenSaid) return;
    const isNews = state === "away" || state === "other";
    this.#hasBeenSaid = true;
    this.#state = state;
    const told = { replica: this.name, ...(error !== undefined && { err: error }) };
    this.#options.log[isNews ? "warn" : "info"](told, SENTENCES[state]);
  }
}

const SENTENCES: Readonly<Record<ReplicaState, string>> = {
  ready: "a read replica is up to date; it answers reads",
  behind: "a read replica is behind; the primary answers until it has caught up",
  other: "a read replica doesn't follow this primary; the primary answers",
  away: "a read replica can't be reached; the primary answers until it is back",
};

function watchPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on("connect", (client) => client.on("error", () => undefined));
  pool.on("error", () => undefined); // the next look says it
  return pool;
}

interface Row {
  readonly follows: boolean;
  readonly lsn: string;
  readonly timeline: number;
  readonly system: string;
  readonly startedAt: string;
}

/**
 * The timeline is that of the last one which the server has surely replayed something of. After a failover it may lag by a
 * checkpoint. The log of a replica that went on with a lost primary ends elsewhere, and never has the new timeline.
 */
const STATE = `select pg_is_in_recovery() as follows,
  pg_wal_lsn_diff(coalesce(pg_last_wal_replay_lsn(), '0/0'), '0/0')::text as lsn,
  greatest((select timeline_id from pg_control_checkpoint()),
    (select min_recovery_end_timeline from pg_control_recovery())) as timeline,
  (select system_identifier::text from pg_control_system()) as system,
  ${STARTED_AT} as "startedAt"`;
