import type { MikroORM } from "@mikro-orm/postgresql";
import pg from "pg";

/**
 * Cancels the statements that the connections of this process run, as a shutdown does that has waited long enough:
 * PostgreSQL itself notices that nobody waits for one only when it is done. It asks by a connection of its own, for
 * those of the pool are taken. Never throws: what it can't reach ends by the timeout of statements.
 */
export async function cancelStatements(orm: MikroORM, replicas: readonly string[]): Promise<void> {
  const { application_name: name, stream } = orm.config.get("driverOptions") as pg.ClientConfig; // set by openDatabase
  const primary = { connectionString: orm.config.get("clientUrl") as string, stream }; // set by openDatabase
  const others = replicas.map((url) => ({ connectionString: url }));
  await Promise.all([primary, ...others].map((place) => cancelOn(place, name)));
}

async function cancelOn(place: pg.ClientConfig, name: string | undefined): Promise<void> {
  const client = new pg.Client({
    ...place,
    connectionTimeoutMillis: 1_000,
    query_timeout: 1_000,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(CANCEL, [name]);
  } catch {
    // The database is away, and the statements with it.
  } finally {
    await client.end().catch(() => undefined);
  }
}

const CANCEL = `select pg_cancel_backend(pid) from pg_stat_activity
  where application_name = $1 and state <> 'idle' and pid <> pg_backend_pid()`;
