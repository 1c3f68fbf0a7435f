// Which client builds still use what is to go: what the servers counted, for people who decide on a removal. The table
// is in the schema "pitstop", which is no part of what the entities describe.
import type { MikroORM } from "@mikro-orm/postgresql";

/** How often a client build used a domain, an attribute or a relation that is to go. */
export interface ClientUse {
  readonly domain: string;
  /** Of the attribute or the relation; empty for the domain as a whole, of which every call counts. */
  readonly attribute: string;
  readonly build: string;
  /** `sent` in a call, or `received` in an answer, where it may have been read. */
  readonly kind: "sent" | "received";
  readonly calls: number;
}

/** The same as it stands in the database. */
export interface KnownClientUse extends ClientUse {
  /** ISO 8601, in UTC. */
  readonly firstAt: string;
  readonly lastAt: string;
}

const TABLE = "pitstop.client_use";

/** "If not exists" looks before it makes: of two servers at once, one may still find that the other was faster. */
const CREATE = `do $$ begin
  create schema if not exists pitstop;
  create table if not exists ${TABLE} (
    domain text not null, attribute text not null, build text not null, kind text not null,
    calls bigint not null, first_at timestamptz not null default now(), last_at timestamptz not null default now(),
    primary key (domain, attribute, build, kind));
exception when unique_violation or duplicate_schema or duplicate_table then null;
end $$`;

const iso = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Adds counts to what is known. Makes the table where it is not there yet; throws what the database says. */
export async function addClientUse(orm: MikroORM, uses: readonly ClientUse[]): Promise<void> {
  if (uses.length === 0) return;
  const connection = orm.em.getConnection();
  if (!(await isThere(orm))) await connection.execute(CREATE);
  const rows = uses.map(() => "(?, ?, ?, ?, ?::bigint)").join(", ");
  await connection.execute(
    `insert into ${TABLE} as known (domain, attribute, build, kind, calls) values ${rows}
     on conflict (domain, attribute, build, kind) do update
     set calls = known.calls + excluded.calls, last_at = now()`,
    uses.flatMap(({ domain, attribute, build, kind, calls }) => [domain, attribute, build, kind, calls]),
  );
}

/** What is known, the latest use first; null where no server has counted in this database yet. */
export async function clientUse(orm: MikroORM): Promise<KnownClientUse[] | null> {
  if (!(await isThere(orm))) return null;
  return orm.em.getConnection().execute<KnownClientUse[]>(
    `select domain, attribute, build, kind, calls::float8 as calls, ${iso("first_at")} as "firstAt",
         ${iso("last_at")} as "lastAt"
       from ${TABLE} order by last_at desc, domain, attribute, build, kind`,
  );
}

async function isThere(orm: MikroORM): Promise<boolean> {
  const [row] = await orm.em
    .getConnection()
    .execute<{ found: boolean }[]>("select to_regclass(?) is not null as found", [TABLE]);
  return row?.found ?? false;
}
