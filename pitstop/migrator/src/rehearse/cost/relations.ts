import type pg from "pg";

/** A relation as the catalog and the statistics of the session that migrates show it at one moment. */
export interface Relation {
  readonly oid: string;
  /** As SQL writes it: without its schema where that is on the search path. */
  readonly name: string;
  readonly qualifiedName: string;
  /** https://www.postgresql.org/docs/18/catalog-pg-class.html: r, p, m, v, f, S, i or I. */
  readonly kind: string;
  /** The table of an index; any other relation's own oid. */
  readonly table: string;
  /** A new one means a new file. */
  readonly node: string;
  /** Scans begun so far: sequential ones of a table, those through an index of the index. */
  readonly scans: number;
  /** Rows (of an index: entries) that these scans have read. */
  readonly rowsRead: number;
  /** As PostgreSQL estimates them; 0 or less where it doesn't know. */
  readonly rows: number;
}

export type Relations = ReadonlyMap<string, Relation>;

/** The application's relations by their oids alone. */
export async function readOids(session: pg.ClientBase): Promise<Set<string>> {
  const { rows } = await session.query<{ oid: string }>(
    `select c.oid::text as oid from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${IS_APPLICATION}`,
  );
  return new Set(rows.map(({ oid }) => oid));
}

/** Of a table, in bytes. */
export interface Size {
  /** Without indexes and large values. */
  readonly heap: number;
  /** With everything that belongs to it. */
  readonly bytes: number;
}

export type Sizes = ReadonlyMap<string, Size>;

/** The sizes of tables: of all, or of those with these oids. It looks at every file, so it isn't free. */
export async function readSizes(session: pg.ClientBase, which: "all" | Iterable<string>): Promise<Sizes> {
  const oids = which === "all" ? null : [...which];
  const { rows } = await session.query<Size & { oid: string }>(
    `select c.oid::text as oid, coalesce(pg_relation_size(c.oid), 0)::float8 as heap,
       coalesce(pg_total_relation_size(c.oid), 0)::float8 as bytes
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and ${IS_APPLICATION} and ($1::text[] is null or c.oid::text = any($1))`,
    [oids],
  );
  return new Map(rows.map(({ oid, ...size }) => [oid, size]));
}

const IS_APPLICATION = "n.nspname not in ('information_schema', 'pitstop') and n.nspname !~ '^pg_'";

/** Whether a server shows at once what a session has counted: since PostgreSQL 15, as it numbers itself. */
export const hasPromptStatistics = (serverVersion: number): boolean => serverVersion >= 150_000;

export interface RelationsToRead {
  /** "locked": those that the session's transaction has locked. */
  readonly which: "all" | "locked";
  readonly isPrompt: boolean;
}

/**
 * Reads the application's relations. Inside of a transaction the locked ones are enough, since nothing is scanned or
 * rewritten there without a lock that stays; it takes no longer in a database with many tables.
 */
export async function readRelations(
  session: pg.ClientBase,
  { which, isPrompt }: RelationsToRead,
): Promise<Relations> {
  // What a transaction has once read of the statistics stays as it was until the snapshot is cleared.
  await session.query("select pg_stat_clear_snapshot()");
  const { rows } = await session.query<Relation>(
    `select c.oid::text as oid, format('%s', c.oid::regclass) as name,
       format('%I.%I', n.nspname, c.relname) as "qualifiedName", c.relkind as kind,
       coalesce(i.indrelid, c.oid)::text as "table", c.relfilenode::text as node,
       ${counted("numscans", isPrompt)} as scans, ${counted("tuples_returned", isPrompt)} as "rowsRead",
       greatest(c.reltuples, pg_stat_get_live_tuples(c.oid))::float8 as rows
     from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_index i on i.indexrelid = c.oid
     where c.relkind in ('r', 'p', 'm', 'v', 'f', 'S', 'i', 'I')
       and ${IS_APPLICATION}
       ${which === "all" ? "" : LOCKED}`,
  );
  return new Map(rows.map((relation) => [relation.oid, relation]));
}

const LOCKED = `and c.oid in
  (select relation from pg_locks where pid = pg_backend_pid() and locktype = 'relation' and granted)`;

/**
 * What the session has counted and not yet handed over, and what was handed over, as parallel workers do when they end.
 * Where that arrives at any time, only what the session itself has counted says something about a statement.
 */
function counted(counter: "numscans" | "tuples_returned", isPrompt: boolean): string {
  const own = `pg_stat_get_xact_${counter}(c.oid)`;
  return `(${own}${isPrompt ? ` + pg_stat_get_${counter}(c.oid)` : ""})::float8`;
}
