import type pg from "pg";
import { type AppliedMigration, applyMigration, type Observer } from "../apply/index.ts";
import { connect } from "../connection.ts";
import { MigratorError } from "../errors.ts";
import { claimsOf, judge, keptTables, type MigrationWithSource } from "../intent/index.ts";
import { logMigration } from "../migration/log.ts";
import type { ReadMigration } from "../migration/read-migration.ts";
import { recordOn } from "../migration/record-on.ts";
import type { OnProgress } from "../progress.ts";
import {
  compareSnapshots,
  type Difference,
  type KeptRows,
  keepRows,
  type Snapshot,
  takeSnapshot,
  type UnchangedColumns,
} from "../snapshot/index.ts";
import { withHeldTimes } from "./cost/held-times.ts";
import { Observation } from "./cost/observation.ts";
import type { Rehearsal, RehearsedStatement } from "./rehearsal.ts";

/** A migration in the direction it runs in, and in the other one, or the reason why it has none. */
export interface Reversible {
  readonly forward: ReadMigration;
  readonly reverse: ReadMigration | { readonly reason: string };
  /** The text of its file, where it has one. */
  readonly source?: string | undefined;
}

/** Comments above `this.addSql` count in up: in down, nothing needs to be allowed. */
export const withSource = ({ forward, source }: Reversible): MigrationWithSource => ({
  migration: forward,
  source: forward.direction === "up" ? source : undefined,
});

export interface RehearseOptions {
  /** The copy; it is changed. */
  readonly shadowUrl: string;
  /** In the order in which they run. */
  readonly migrations: readonly Reversible[];
  readonly migrationsTable: string;
  readonly onProgress?: OnProgress;
}

/**
 * Runs migrations on a copy, undoes them as far as they can be undone, runs them again, and says what each statement did. Everything
 * that was there before is compared after each turn. What fails here would have failed on the live database: it is
 * thrown. Throws MigratorError REHEARSAL_DOWN_FAILED and REHEARSAL_UP_AGAIN_FAILED where that is on the way back.
 */
export async function rehearse(options: RehearseOptions): Promise<Rehearsal> {
  const { migrations } = options;
  const run = await Rehearsing.open(options);
  try {
    const before = await run.snapshot();
    const claims = claimsOf(migrations.map(withSource), before);
    const kept = await run.keepRows(before, keptTables(claims, before));
    const statements = await run.forward(migrations);
    const changes = await differencesSince(before, kept, await run.snapshot(before));
    const up = judge(changes, claims, before.objects);
    // What is lost going up is what a person must know: to go on would fail on what isn't there.
    const returning = up.refused.length > 0 ? [] : reversibleTail(migrations);
    await run.reverse(returning);
    const returned = await differencesSince(before, kept, await run.snapshot(before));
    await run.again(returning);
    const reverseClaims = claimsOf(returning.toReversed().flatMap(reverseOf), before);
    return {
      statements,
      hashes: Object.fromEntries(migrations.map(({ forward }) => [forward.name, forward.hash])),
      irreversible: migrations.flatMap(({ forward, reverse }) =>
        "reason" in reverse ? [{ migration: forward.name, reason: reverse.reason }] : [],
      ),
      judgments: {
        up,
        // What the first run changed is different after the second as well, and judged once.
        down: judge(without(changes, returned), [...claims, ...reverseClaims], before.objects),
      },
    };
  } finally {
    await run.close();
  }
}

async function differencesSince(before: Snapshot, kept: KeptRows, after: Snapshot): Promise<Difference[]> {
  return [...compareSnapshots(before, after), ...(await kept.missingIn(after))];
}

const reverseOf = ({ reverse }: Reversible): MigrationWithSource[] =>
  "reason" in reverse ? [] : [{ migration: reverse }];

/** The differences that are not among the known ones. */
function without(known: readonly Difference[], differences: readonly Difference[]): Difference[] {
  const keys = new Set(known.map(keyOf));
  return differences.filter((difference) => !keys.has(keyOf(difference)));
}

function keyOf(difference: Difference): string {
  const { object, what } = difference;
  if (what === "changed") return `${object.id} ${difference.property}`;
  return what === "rows" ? `${object.id} has ${difference.after}` : `${object.id} ${what}`;
}

/** The last migrations that can all be undone: one that can't be undone stops at itself. */
function reversibleTail(migrations: readonly Reversible[]): readonly Reversible[] {
  const last = migrations.findLastIndex(({ reverse }) => "reason" in reverse);
  return migrations.slice(last + 1);
}

const isOfStatement = (error: unknown): error is MigratorError =>
  error instanceof MigratorError && error.code === "APPLY_STATEMENT_FAILED";

const opposite = { up: "down", down: "up" } as const;

const downFailed = ({ name, direction }: ReadMigration, cause: MigratorError): MigratorError =>
  new MigratorError(
    "REHEARSAL_DOWN_FAILED",
    `${name} can't go ${opposite[direction]} again after it went ${direction}. ${cause.message}`,
    `Correct its ${opposite[direction]}(), or let it throw an error that says why it can't be undone. Nothing was done to the database.`,
    { cause },
  );

const upAgainFailed = ({ name, direction }: ReadMigration, cause: MigratorError): MigratorError =>
  new MigratorError(
    "REHEARSAL_UP_AGAIN_FAILED",
    `${name} went ${direction} and ${opposite[direction]}, and can't go ${direction} a second time. ${cause.message}`,
    `Its ${opposite[direction]}() doesn't take back all of what its ${direction}() does: complete it, or let it throw an error that says why it can't be undone. Nothing was done to the database.`,
    { cause },
  );

/** One turn after another on the shadow. */
class Rehearsing {
  readonly #client: pg.Client;
  readonly #observation: Observation;
  readonly #options: RehearseOptions;

  private constructor(client: pg.Client, observation: Observation, options: RehearseOptions) {
    this.#client = client;
    this.#observation = observation;
    this.#options = options;
  }

  static async open(options: RehearseOptions): Promise<Rehearsing> {
    const observation = await Observation.open(options.shadowUrl);
    try {
      return new Rehearsing(await connect(options.shadowUrl), observation, options);
    } catch (error) {
      await observation.close();
      throw error;
    }
  }

  snapshot(before?: Snapshot): Promise<Snapshot> {
    const { migrationsTable } = this.#options;
    return takeSnapshot(this.#client, { migrationsTable, ...(before && { before }) });
  }

  keepRows(before: Snapshot, tables: readonly UnchangedColumns[]): Promise<KeptRows> {
    return keepRows(this.#client, before, tables);
  }

  async forward(migrations: readonly Reversible[]): Promise<RehearsedStatement[]> {
    await this.#observation.settle(this.#client);
    const statements: RehearsedStatement[] = [];
    for (const { forward } of migrations) statements.push(...(await this.#observed(forward)));
    return statements;
  }

  async reverse(migrations: readonly Reversible[]): Promise<void> {
    for (const { reverse, forward } of migrations.toReversed())
      if (!("reason" in reverse))
        await this.#run(reverse).catch((error: unknown) => {
          throw isOfStatement(error) ? downFailed(forward, error) : error;
        });
  }

  /**
   * What it costs is known from the first time. Code that queries by itself runs again: the database makes other ids the
   * second time, and gives them to it.
   */
  async again(migrations: readonly Reversible[]): Promise<void> {
    const { shadowUrl, migrationsTable } = this.#options;
    for (const { forward } of migrations) {
      const running = forward.replay ? recordOn(shadowUrl, forward, migrationsTable) : this.#run(forward);
      await running.catch((error: unknown) => {
        throw isOfStatement(error) ? upAgainFailed(forward, error) : error;
      });
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#client.end(), this.#observation.close()]);
  }

  async #observed(migration: ReadMigration): Promise<RehearsedStatement[]> {
    const observed = this.#observation.of(migration);
    const { statements } = await this.#run(migration, observed);
    const tables = withHeldTimes(
      statements.map(({ index, duration }) => ({ duration, effects: observed.effects[index] ?? [] })),
      migration.isTransactional,
    );
    return statements.map(({ index, statement, hash, duration, rows }, place) => ({
      migration: migration.name,
      direction: migration.direction,
      index,
      statement,
      hash,
      duration,
      rows,
      tables: tables[place] ?? [],
    }));
  }

  #run(migration: ReadMigration, observe?: Observer): Promise<AppliedMigration> {
    const { shadowUrl, migrationsTable, onProgress } = this.#options;
    return applyMigration({
      url: shadowUrl,
      migration,
      isCopy: true,
      log: logMigration(migrationsTable, migration),
      observe,
      onProgress,
    });
  }
}
