import type pg from "pg";
import {
  compareSnapshots,
  type Difference,
  type Snapshot,
  type SnapshotOptions,
  takeSnapshot,
} from "../snapshot/index.ts";
import { type BrokenObject, brokenObjects } from "./constraints.ts";
import { findOrphans, type Orphans } from "./orphans.ts";

/** The state of a live database that a migration must leave as it was. */
export interface LiveState {
  readonly snapshot: Snapshot;
  readonly orphans: readonly Orphans[];
  readonly broken: readonly BrokenObject[];
  /** Rows written to each table since the statistics began, by anybody. */
  readonly writes: ReadonlyMap<string, number>;
}

/** Reads the state; a table whose rows do not fit into the budget is left to the rehearsal. */
export async function liveState(client: pg.ClientBase, options: SnapshotOptions): Promise<LiveState> {
  return {
    writes: await writesOf(client),
    snapshot: await takeSnapshot(client, options),
    orphans: await findOrphans(client),
    broken: await brokenObjects(client),
  };
}

export interface LiveComparison {
  readonly differences: readonly Difference[];
  /** Tables that the application wrote to meanwhile: that their rows differ says nothing. */
  readonly written: readonly string[];
  /** Tables whose rows were not read, before or after: the time was over. */
  readonly unread: readonly string[];
  readonly orphans: readonly Orphans[];
  readonly broken: readonly BrokenObject[];
}

/** What is worse than before. */
export function compareLive(before: LiveState, after: LiveState): LiveComparison {
  const differences = compareSnapshots(before.snapshot, after.snapshot);
  // A table that is gone has no count any more, and that is not a write.
  const isWritten = (table: string) =>
    after.writes.has(table) && before.writes.get(table) !== after.writes.get(table);
  const isOfWritten = (difference: Difference) => isOfData(difference) && isWritten(tableOf(difference));
  return {
    differences: differences.filter((difference) => !isOfWritten(difference)),
    written: [...new Set(differences.filter(isOfWritten).map(tableOf))],
    unread: unreadIn(before, after),
    orphans: after.orphans.filter((found) => !before.orphans.some((known) => isSame(known, found))),
    broken: after.broken.filter(({ name }) => !before.broken.some((known) => known.name === name)),
  };
}

function unreadIn(...states: readonly LiveState[]): string[] {
  const tables = states.flatMap(({ snapshot }) => snapshot.tables.filter(({ isPartial }) => isPartial));
  return [...new Set(tables.map(({ schema, table }) => `${schema}.${table}`))];
}

export const isOfData = ({ what }: Difference): boolean => what === "rows" || what === "values";
const tableOf = ({ object }: Difference): string => object.path.slice(0, 2).join(".");

const isSame = (known: Orphans, found: Orphans): boolean =>
  known.constraint === found.constraint && known.rows >= found.rows;

async function writesOf(client: pg.ClientBase): Promise<Map<string, number>> {
  const { rows } = await client.query<{ table: string; writes: string }>(
    // A write to a partition is one to each table that it is a part of, which has no count of its own.
    `select n.nspname || '.' || c.relname as "table", sum(s.n_tup_ins + s.n_tup_upd + s.n_tup_del)::text as writes
     from pg_stat_user_tables s
       cross join lateral (select s.relid union select relid from pg_partition_ancestors(s.relid)) as written(relid)
       join pg_class c on c.oid = written.relid join pg_namespace n on n.oid = c.relnamespace
     group by 1`,
  );
  return new Map(rows.map(({ table, writes }) => [table, Number(writes)]));
}
