import type { MikroORM } from "@mikro-orm/postgresql";
import pg from "pg";
import { askedTogether } from "./asked-together.ts";

/** How far a server's log goes. Positions can be compared within a system and a timeline: a new primary begins the next. */
export interface Position {
  readonly system: string;
  readonly timeline: number;
  readonly lsn: bigint;
}

/** Whether a server that is at `here` has all that one at `there` had. */
export const reaches = (here: Position, there: Position): boolean =>
  here.system === there.system && here.timeline === there.timeline && here.lsn >= there.lsn;

/** The primary, asked for its position over a connection of its own: those of the pool may all be busy. */
export interface Primary {
  /** Where its log ends, which is behind everything that was acknowledged before the call. */
  position(): Promise<Position>;
  close(): Promise<void>;
}

/** For the primary to say so, in milliseconds. Reads wait for it, so one that takes longer is taken for away. */
const PATIENCE = 1_000;

export function primaryOf(orm: MikroORM): Primary {
  const pool = new pg.Pool({
    ...ofApplication(orm),
    ...briefly,
    connectionString: orm.config.get("clientUrl") as string, // set by openDatabase
  });
  pool.on("connect", (client) => client.on("error", () => undefined));
  pool.on("error", () => undefined); // the next question says it
  return { position: askedTogether(() => askPosition(pool)), close: () => pool.end() };
}

const ofApplication = (orm: MikroORM): pg.PoolConfig => orm.config.get("driverOptions") as pg.PoolConfig; // set by openDatabase

/** The application's settings of connections, without what leads them to the primary. */
export function connectionSettings(orm: MikroORM): pg.PoolConfig {
  const { stream: _, verify: __, ...settings } = ofApplication(orm);
  return settings;
}

/** The same for a connection that watches a server. */
export const watching = (orm: MikroORM): pg.PoolConfig => ({ ...connectionSettings(orm), ...briefly });

const briefly = {
  max: 1,
  connectionTimeoutMillis: PATIENCE,
  query_timeout: PATIENCE,
  idleTimeoutMillis: 0,
} as const;

async function askPosition(pool: pg.Pool): Promise<Position> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    const system = systems.get(client) ?? (await systemOf(client));
    const { rows } = await client.query<{ lsn: string; timeline: number }>(END_OF_LOG);
    const { lsn, timeline } = rows[0] as { lsn: string; timeline: number }; // it has one row
    return { system, timeline, lsn: BigInt(lsn) };
  } catch (error) {
    failure = error as Error; // pg rejects with nothing else
    throw error;
  } finally {
    client.release(failure);
  }
}

/** The system of each connection: the address may lead the next one elsewhere. */
const systems = new WeakMap<pg.ClientBase, string>();

async function systemOf(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ system: string }>(
    "select system_identifier::text as system from pg_control_system()",
  );
  const system = rows[0]?.system ?? "";
  systems.set(client, system);
  return system;
}

/**
 * The place where the next record goes, and not how far the log is on the disk: with synchronous_commit = off, a change is
 * acknowledged before. At the beginning of a page, that place is behind the page's header (of 24 or 40 bytes, and no
 * record is so short), which no server that replays the log ever comes to while nothing follows.
 */
const END_OF_LOG = `select
  (case when flushed % current_setting('wal_block_size')::int = 0 and inserted - flushed <= 40
    then flushed else inserted end)::text as lsn,
  ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int as timeline
  from (select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as inserted,
    pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0') as flushed) log`;
