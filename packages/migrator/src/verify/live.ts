import type pg from "pg";
import {
  compareFingerprints,
  type FingerprintDifference,
  fingerprintTables,
  type TableFingerprint,
} from "../fingerprint/index.ts";
import { type BrokenObject, brokenObjects } from "./constraints.ts";
import { findOrphans, type Orphans } from "./orphans.ts";

/** The state of a live database that a migration must leave as it was. */
export interface LiveState {
  readonly tables: readonly TableFingerprint[];
  readonly orphans: readonly Orphans[];
  readonly broken: readonly BrokenObject[];
  /** Rows written to each table since the statistics began, by anybody. */
  readonly writes: ReadonlyMap<string, number>;
}

/** Reads the state within a budget of milliseconds; a table that does not fit is left to the rehearsal. */
export async function liveState(client: pg.ClientBase, budget: number): Promise<LiveState> {
  return {
    writes: await writesOf(client),
    tables: await fingerprintTables(client, { budget }),
    orphans: await findOrphans(client),
    broken: await brokenObjects(client),
  };
}

export interface LiveComparison {
  readonly differences: readonly FingerprintDifference[];
  /** Tables that the application wrote to meanwhile: that they differ says nothing. */
  readonly written: readonly string[];
  readonly orphans: readonly Orphans[];
  readonly broken: readonly BrokenObject[];
}

/** What is worse than before. */
export function compareLive(before: LiveState, after: LiveState): LiveComparison {
  const differences = compareFingerprints([...before.tables], [...after.tables]);
  // A table that is gone has no count any more, and that is not a write.
  const isWritten = (table: string) =>
    after.writes.has(table) && before.writes.get(table) !== after.writes.get(table);
  const nameOf = ({ schema, table }: FingerprintDifference) => `${schema}.${table}`;
  return {
    differences: differences.filter((difference) => !isWritten(nameOf(difference))),
    written: [...new Set(differences.map(nameOf).filter(isWritten))],
    orphans: after.orphans.filter((found) => !before.orphans.some((known) => isSame(known, found))),
    broken: after.broken.filter(({ name }) => !before.broken.some((known) => known.name === name)),
  };
}

const isSame = (known: Orphans, found: Orphans): boolean =>
  known.constraint === found.constraint && known.rows >= found.rows;

async function writesOf(client: pg.ClientBase): Promise<Map<string, number>> {
  const { rows } = await client.query<{ table: string; writes: string }>(
    `select schemaname || '.' || relname as "table", (n_tup_ins + n_tup_upd + n_tup_del)::text as writes
     from pg_stat_user_tables`,
  );
  return new Map(rows.map(({ table, writes }) => [table, Number(writes)]));
}
