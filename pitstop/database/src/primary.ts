import { Socket } from "node:net";
import pg from "pg";

/** A server that doesn't take changes, and whose rows may be older than what was acknowledged. */
export class NotThePrimary extends Error {
  /** PostgreSQL's "read only sql transaction": nothing was done. */
  readonly code = "25006";

  constructor() {
    super("it is a read-only replica of another server");
  }
}

/** Throws NotThePrimary. A primary only becomes a replica by a restart, so that a connection needs to be asked but once. */
export async function refuseReplica(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ isReplica: boolean }>(`select pg_is_in_recovery() as "isReplica"`);
  if (rows[0]?.isReplica) throw new NotThePrimary();
}

interface Place {
  readonly host: string;
  readonly port: number;
}

/** For a server to say what it is, in milliseconds. */
const PATIENCE = 2_000;

/** Leads connections to the primary, which is one of several servers, and after a failover another one. */
export class PrimaryFinder {
  readonly #url: string;
  readonly #places: readonly Place[];
  #found: Promise<Place> | undefined;

  /** `hosts` are `host` or `host:port`; user, password and database are those of the address. */
  constructor(url: string, hosts: readonly string[]) {
    this.#url = url;
    this.#places = hosts.map((host) => placeOf(host));
  }

  /** A connection for `pg` that goes to the primary, whichever host and port it is given. */
  readonly stream = (): Socket => new PrimarySocket(this);

  /** Asks all servers at once; of two that both call themselves primary, the one that was promoted last is. */
  find(): Promise<Place> {
    this.#found ??= this.#ask().catch((error: unknown) => {
      this.forget();
      throw error;
    });
    return this.#found;
  }

  /** Where the primary was isn't where it is. */
  forget(): void {
    this.#found = undefined;
  }

  async #ask(): Promise<Place> {
    const answers = await Promise.all(
      this.#places.map(async (place) => ({ place, timeline: await timelineOf(this.#url, place) })),
    );
    const primaries = answers.filter(({ timeline }) => timeline > 0);
    const [latest] = primaries.toSorted((one, other) => other.timeline - one.timeline);
    if (latest) return latest.place;
    const names = this.#places.map(({ host, port }) => `${host}:${port}`);
    throw Object.assign(new Error(`none of ${names.join(", ")} is a primary that answers`), {
      code: "ECONNREFUSED",
    });
  }
}

/** A socket whose way is found as it connects. */
class PrimarySocket extends Socket {
  readonly #finder: PrimaryFinder;

  constructor(finder: PrimaryFinder) {
    super();
    this.#finder = finder;
    // However it ended, and whoever ended it: where a server hangs, this side gives up without an error.
    this.once("close", () => finder.forget());
  }

  override connect(): this {
    this.#finder.find().then(
      ({ port, host }) => {
        if (!this.destroyed) super.connect(port, host);
      },
      (error: Error) => this.destroy(error),
    );
    return this;
  }
}

function placeOf(text: string): Place {
  const { hostname, port } = new URL(`postgresql://${text}`);
  return { host: hostname.replace(/^\[(.*)\]$/, "$1"), port: Number(port || 5432) };
}

/** The timeline of a primary; 0 for a replica, and for a server that doesn't answer. */
async function timelineOf(url: string, { host, port }: Place): Promise<number> {
  const there = new URL(url);
  there.hostname = host.includes(":") ? `[${host}]` : host;
  there.port = String(port);
  const client = new pg.Client({
    connectionString: there.href,
    connectionTimeoutMillis: PATIENCE,
    query_timeout: PATIENCE,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ timeline: number }>(TIMELINE);
    return rows[0]?.timeline ?? 0;
  } catch {
    return 0;
  } finally {
    void client.end().catch(() => undefined);
  }
}

const TIMELINE = `select case when pg_is_in_recovery() then 0
  else ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int end as timeline`;
