import type { Step } from "@pitstop/lint";
import type pg from "pg";
import type { Observer } from "../../apply/index.ts";
import { connect } from "../../connection.ts";
import { processIdOf } from "../../lock/index.ts";
import type { ReadMigration } from "../../migration/read-migration.ts";
import { type ObservedEffect, observedEffects, touchedTables } from "./observed-effects.ts";
import {
  hasPromptStatistics,
  type Relations,
  readOids,
  readRelations,
  readSizes,
  type Size,
} from "./relations.ts";
import { type LockWatch, lockKey, type SeenLock, watchLocks } from "./watch-locks.ts";

/**
 * Observes what migrations do on a copy: the locks from a connection of its own, files and scans from the session that
 * runs them, in its transaction.
 */
export class Observation {
  readonly #monitor: pg.Client;
  readonly #isPrompt: boolean;
  readonly #existing: ReadonlySet<string>;
  readonly #sizes: Map<string, Size>;

  private constructor(monitor: pg.Client, { isPrompt, existing, sizes }: Omit<Observing, "monitor">) {
    this.#monitor = monitor;
    this.#isPrompt = isPrompt;
    this.#existing = existing;
    this.#sizes = sizes;
  }

  /** What the database has now is what existed before the migrations. */
  static async open(url: string): Promise<Observation> {
    const monitor = await connect(url);
    const { rows } = await monitor.query<{ version: string }>(
      "select current_setting('server_version_num') as version",
    );
    const isPrompt = hasPromptStatistics(Number(rows[0]?.version));
    const sizes = new Map(await readSizes(monitor, "all"));
    return new Observation(monitor, { isPrompt, existing: await readOids(monitor), sizes });
  }

  /** What another session has read so far is counted now, and not in the midst of a migration's statement. */
  async settle(session: pg.ClientBase): Promise<void> {
    if (this.#isPrompt) await session.query("select pg_stat_force_next_flush()");
  }

  close(): Promise<void> {
    return this.#monitor.end();
  }

  /** Observes one migration, statement by statement. */
  of(migration: ReadMigration): MigrationObservation {
    return new MigrationObservation(migration, {
      monitor: this.#monitor,
      isPrompt: this.#isPrompt,
      existing: this.#existing,
      sizes: this.#sizes,
    });
  }
}

interface Observing {
  readonly monitor: pg.Client;
  readonly isPrompt: boolean;
  readonly existing: ReadonlySet<string>;
  /** As they were last seen, also by the migrations before. */
  readonly sizes: Map<string, Size>;
}

/** Give it to `applyMigration` as its observer. */
class MigrationObservation implements Observer {
  /** What each statement did, by its index. */
  readonly effects: ObservedEffect[][] = [];
  readonly #migration: ReadMigration;
  readonly #observing: Observing;
  #relations: Relations = new Map();
  #held: ReadonlySet<string> = new Set();
  /** The step that `#relations` and `#held` are the state before. */
  #next: Step | undefined;
  #watch: LockWatch | undefined;
  #beganAt = 0;

  constructor(migration: ReadMigration, observing: Observing) {
    this.#migration = migration;
    this.#observing = observing;
  }

  async before(step: Step, client: pg.Client): Promise<void> {
    await this.#watch?.end();
    if (step !== this.#next) {
      this.#relations = await this.#read(client, "all");
      this.#held = new Set();
    }
    // An attempt that is given up leaves its state behind: the next one reads it again.
    this.#next = undefined;
    this.#watch = watchLocks(this.#observing.monitor, processIdOf(client));
    this.#beganAt = performance.now();
  }

  async after(step: Step, client: pg.Client, { index }: { index: number }): Promise<void> {
    const seen = (await this.#watch?.end()) ?? [];
    this.#watch = undefined;
    const isOver = !(await isInTransaction(client));
    const after = isOver ? await this.#readOver(client) : await this.#readWithin(client, seen);
    const { existing, sizes } = this.#observing;
    const touching = { before: this.#relations, after, locks: seen };
    const sizesAfter = await readSizes(client, touchedTables(touching));
    this.effects[index] = observedEffects({
      ...touching,
      sizesBefore: sizes,
      sizesAfter,
      heldBefore: this.#held,
      beganAt: this.#beganAt,
      existing,
    });
    for (const [oid, size] of sizesAfter) sizes.set(oid, size);
    this.#relations = after;
    this.#held = this.#migration.isTransactional
      ? new Set(seen.filter(({ isHeld }) => isHeld).map(lockKey))
      : new Set();
    const { steps } = this.#migration;
    // A backfill works over connections of its own, and what commits may be counted late.
    this.#next = isOver ? undefined : steps[steps.indexOf(step) + 1];
  }

  /** Only what the transaction has locked can have changed in it. */
  async #readWithin(client: pg.Client, seen: readonly SeenLock[]): Promise<Relations> {
    const locked = await this.#read(client, "locked");
    const gone = seen.flatMap(({ oid, isHeld }) => (isHeld && !locked.has(oid) ? [oid] : []));
    const all = new Map([...this.#relations, ...locked]);
    for (const oid of gone) all.delete(oid);
    return all;
  }

  async #readOver(client: pg.Client): Promise<Relations> {
    if (this.#observing.isPrompt) await client.query("select pg_stat_force_next_flush()");
    return this.#read(client, "all");
  }

  #read(client: pg.Client, which: "all" | "locked"): Promise<Relations> {
    return readRelations(client, { which, isPrompt: this.#observing.isPrompt });
  }
}

/** A transaction began before its statements. */
async function isInTransaction(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ is_in: boolean }>("select now() <> statement_timestamp() as is_in");
  return rows[0]?.is_in === true;
}
