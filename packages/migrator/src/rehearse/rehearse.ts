import type pg from "pg";
import { type AppliedMigration, applyMigration, type Observer } from "../apply/index.ts";
import { connect } from "../connection.ts";
import { compareFingerprints, fingerprintTables, type TableFingerprint } from "../fingerprint/index.ts";
import { processIdOf } from "../lock/index.ts";
import { logMigration } from "../migration/log.ts";
import type { ReadMigration } from "../migration/read-migration.ts";
import type { OnProgress } from "../progress.ts";
import { Observation, type TableEffect } from "./observe.ts";
import type { Rehearsal, RehearsedStatement } from "./rehearsal.ts";

/** A migration with its way back, or with the reason why there is none. */
export interface Reversible {
  readonly forth: ReadMigration;
  readonly back: ReadMigration | { readonly reason: string };
  /** The text of its file, where it has one. */
  readonly source?: string | undefined;
}

export interface RehearseOptions {
  /** The copy; it is changed. */
  readonly shadowUrl: string;
  /** In the order in which they run. */
  readonly migrations: readonly Reversible[];
  readonly migrationsTable: string;
  readonly onProgress?: OnProgress;
}

/**
 * Runs migrations on a copy, back as far as there is a way, and again, and says what each statement did. The data that
 * was there before is compared after each turn. What fails here would have failed on the live database: it is thrown.
 */
export async function rehearse(options: RehearseOptions): Promise<Rehearsal> {
  const run = await Rehearsing.open(options);
  try {
    const before = await run.fingerprints();
    const there = await run.forth(options.migrations);
    const after = await run.fingerprints();
    const lost = compareFingerprints(before, after);
    const returning = reversibleTail(options.migrations);
    await run.back(returning);
    const returned = await run.fingerprints();
    const lostOnReturn = compareFingerprints(keptBy(before, after), returned);
    await run.forth(returning);
    return {
      statements: there,
      hashes: Object.fromEntries(options.migrations.map(({ forth }) => [forth.name, forth.hash])),
      irreversible: options.migrations.flatMap(({ forth, back }) =>
        "reason" in back ? [{ migration: forth.name, reason: back.reason }] : [],
      ),
      // What the way there changed is changed on the way back as well, and told once.
      differences: lost.length > 0 ? lost : lostOnReturn,
    };
  } finally {
    await run.close();
  }
}

/** The last migrations that all have a way back: before one that has none, nobody can return. */
function reversibleTail(migrations: readonly Reversible[]): readonly Reversible[] {
  const last = migrations.findLastIndex(({ back }) => "reason" in back);
  return migrations.slice(last + 1);
}

/** What the way there drops, the way back cannot bring back: only what stayed is compared on return. */
function keptBy(before: readonly TableFingerprint[], after: readonly TableFingerprint[]): TableFingerprint[] {
  return before.flatMap((table) => {
    const still = after.find(({ schema, table: name }) => schema === table.schema && name === table.table);
    if (!still) return [];
    const columns = Object.entries(table.columns).filter(([column]) => column in still.columns);
    return [{ ...table, columns: Object.fromEntries(columns) }];
  });
}

/** One turn after another on the shadow. */
class Rehearsing {
  readonly #client: pg.Client;
  readonly #options: RehearseOptions;

  private constructor(client: pg.Client, options: RehearseOptions) {
    this.#client = client;
    this.#options = options;
  }

  static async open(options: RehearseOptions): Promise<Rehearsing> {
    return new Rehearsing(await connect(options.shadowUrl), options);
  }

  fingerprints(): Promise<TableFingerprint[]> {
    return fingerprintTables(this.#client);
  }

  async forth(migrations: readonly Reversible[]): Promise<RehearsedStatement[]> {
    const statements: RehearsedStatement[] = [];
    for (const { forth } of migrations) statements.push(...(await this.#observed(forth)));
    return statements;
  }

  async back(migrations: readonly Reversible[]): Promise<void> {
    for (const { back } of migrations.toReversed()) if (!("reason" in back)) await this.#run(back);
  }

  close(): Promise<void> {
    return this.#client.end();
  }

  async #observed(migration: ReadMigration): Promise<RehearsedStatement[]> {
    const observation = await Observation.open(this.#options.shadowUrl);
    const effects: TableEffect[][] = [];
    try {
      const { statements } = await this.#run(migration, {
        before: (_step, client) => observation.begin(processIdOf(client), client),
        after: async (_step, client, { index }) => {
          effects[index] = await observation.end(processIdOf(client), client);
        },
      });
      return statements.map(({ index, statement, hash, duration, rows }) => ({
        migration: migration.name,
        direction: migration.direction,
        statement,
        hash,
        duration,
        rows,
        tables: effects[index] ?? [],
      }));
    } finally {
      await observation.close();
    }
  }

  #run(migration: ReadMigration, observe?: Observer): Promise<AppliedMigration> {
    const { shadowUrl, migrationsTable, onProgress } = this.#options;
    return applyMigration({
      url: shadowUrl,
      migration,
      log: logMigration(migrationsTable, migration),
      observe,
      onProgress,
    });
  }
}
