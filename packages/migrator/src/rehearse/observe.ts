import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { connect } from "../connection.ts";

/** What a statement did to a table, as seen from beside it. */
export interface TableEffect {
  readonly table: string;
  /** The strongest lock that was held, in PostgreSQL's words: "ACCESS EXCLUSIVE". */
  readonly lock: string | null;
  /** Whether the table was written anew, which takes as long as the table is large. */
  readonly isRewritten: boolean;
  /** Of table and indexes, in bytes. */
  readonly sizeBefore: number;
  readonly sizeAfter: number;
}

/** Weakest first: https://www.postgresql.org/docs/18/explicit-locking.html#LOCKING-TABLES */
const LOCKS = [
  "ACCESS SHARE",
  "ROW SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE",
];

/** Between two looks at the locks of a statement that commits by itself, in milliseconds. */
const LOOK_EVERY = 2;

interface Storage {
  node: string;
  bytes: number;
}

/**
 * Watches another session's statements from a connection of its own: which locks it holds (pg_locks), which tables are
 * written anew (a new relfilenode) and how they grow. A lock of a statement that commits by itself, and is over within
 * a moment, may be missed; the ones that matter last.
 */
export class Observation {
  readonly #client: pg.Client;
  readonly #locks = new Map<string, string>();
  #storage = new Map<string, Storage>();
  #watching: Promise<void> = Promise.resolve();
  #watch = new AbortController();

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open(url: string): Promise<Observation> {
    return new Observation(await connect(url));
  }

  /** Begins to watch the session with this backend process id. */
  async begin(pid: number, session: pg.ClientBase): Promise<void> {
    await this.#stopWatching();
    this.#locks.clear();
    this.#storage = await storageOf(session);
    this.#watch = new AbortController();
    this.#watching = this.#lookUntil(this.#watch.signal, pid);
  }

  /**
   * What the session did to each table since `begin`, and which locks it still holds from earlier statements; called before
   * it commits, where it is in a transaction.
   */
  async end(pid: number, session: pg.ClientBase): Promise<TableEffect[]> {
    await this.#stopWatching();
    await this.#look(pid);
    const after = await storageOf(session);
    const tables = new Set([...this.#locks.keys(), ...changed(this.#storage, after)]);
    return [...tables]
      .sort((one, other) => one.localeCompare(other))
      .map((table) => this.#effect(table, after));
  }

  async close(): Promise<void> {
    await this.#stopWatching();
    await this.#client.end();
  }

  #effect(table: string, after: Map<string, Storage>): TableEffect {
    const before = this.#storage.get(table);
    const now = after.get(table);
    return {
      table,
      lock: this.#locks.get(table) ?? null,
      isRewritten: before !== undefined && now !== undefined && before.node !== now.node,
      sizeBefore: before?.bytes ?? 0,
      sizeAfter: now?.bytes ?? 0,
    };
  }

  async #stopWatching(): Promise<void> {
    this.#watch.abort();
    await this.#watching;
  }

  async #lookUntil(stop: AbortSignal, pid: number): Promise<void> {
    while (!stop.aborted) {
      await this.#look(pid);
      await pause(LOOK_EVERY);
    }
  }

  async #look(pid: number): Promise<void> {
    const { rows } = await this.#client.query<{ table: string; mode: string }>(
      `select format('%s', l.relation::regclass) as "table", l.mode
       from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
       where l.pid = $1 and l.granted and c.relkind in ('r', 'p') and ${isOfTheApplication}`,
      [pid],
    );
    for (const { table, mode } of rows) this.#keepStrongest(table, lockName(mode));
  }

  #keepStrongest(table: string, lock: string): void {
    const known = this.#locks.get(table);
    if (known === undefined || LOCKS.indexOf(lock) > LOCKS.indexOf(known)) this.#locks.set(table, lock);
  }
}

const isOfTheApplication = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'pitstop')`;

async function storageOf(session: pg.ClientBase): Promise<Map<string, Storage>> {
  const { rows } = await session.query<{ table: string; node: string; bytes: string }>(
    `select format('%s', c.oid::regclass) as "table", c.relfilenode::text as node,
       pg_total_relation_size(c.oid)::text as bytes
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and ${isOfTheApplication}`,
  );
  return new Map(rows.map(({ table, node, bytes }) => [table, { node, bytes: Number(bytes) }]));
}

function changed(before: Map<string, Storage>, after: Map<string, Storage>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((table) => {
    const [then, now] = [before.get(table), after.get(table)];
    return then?.node !== now?.node || then?.bytes !== now?.bytes;
  });
}

/** pg_locks says "AccessExclusiveLock". */
function lockName(mode: string): string {
  return mode
    .replace(/Lock$/, "")
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toUpperCase();
}
