import type { ReadReplica } from "@pitstop/trpc";
import pg from "pg";

/** When the server of a connection started: no two servers say the same. */
export const STARTED_AT = "extract(epoch from pg_postmaster_start_time())::text";

/**
 * Connections to a replica. What is known of it holds for one server until it ends, and one that was restarted may be less
 * far than before. So each new connection is asked whether it leads there; the address may also be that of a balancer.
 */
export class ReadPool {
  readonly #clients = new Set<pg.PoolClient>();
  #config: pg.PoolConfig;
  #pool: pg.Pool;
  #startedAt: string | undefined;

  constructor(config: pg.PoolConfig) {
    this.#config = config;
    this.#pool = this.#opened();
  }

  /** Says which server it is that is known of, by when it started. */
  expect(startedAt: string): void {
    if (this.#startedAt === startedAt) return;
    this.#startedAt = startedAt;
    this.cut();
  }

  query: ReadReplica["pool"]["query"] = (query) => this.#pool.query(query);

  /** Ends all connections with what runs on them; those that come are new. */
  cut(): void {
    const old = this.#pool;
    this.#pool = this.#opened();
    void old.end().catch(() => undefined);
    // A client that waits for an answer cuts its connection then, and the statement fails.
    for (const client of this.#clients)
      void (client as pg.PoolClient & pg.Client).end().catch(() => undefined); // those of a pool are whole clients
    this.#clients.clear();
  }

  /** Leaves a setting of connections out that a pooler refuses. */
  leaveOut(setting: "statement_timeout"): void {
    const { [setting]: _, ...others } = this.#config;
    this.#config = others;
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  /** Whoever waits for one of its connections chose this server, whichever is expected by then. */
  #opened(): pg.Pool {
    const startedAt = this.#startedAt;
    const pool = new pg.Pool({
      ...this.#config,
      verify: (client, done) => void refuseOther(client, startedAt).then(() => done(), done),
    });
    pool.on("connect", (client) => {
      this.#clients.add(client);
      client.on("error", () => undefined); // what waits on it says it
    });
    pool.on("remove", (client) => this.#clients.delete(client));
    pool.on("error", () => undefined); // as above
    return pool;
  }
}

async function refuseOther(client: pg.PoolClient, startedAt: string | undefined): Promise<void> {
  const { rows } = await client.query<{ startedAt: string }>(`select ${STARTED_AT} as "startedAt"`);
  if (rows[0]?.startedAt !== startedAt) throw new SeveralServers();
}

/** An address that leads to one server now and to another one then. */
export class SeveralServers extends Error {
  constructor() {
    super(
      "The address of this read replica leads to several servers. Name each of them in DATABASE_REPLICA_URLS.",
    );
  }
}
