import type pg from "pg";
import { connect } from "../connection.ts";
import { MigratorError } from "../errors.ts";

/**
 * Refuses a connection pooler that hands out a server session per transaction: it cannot hold a lock from one
 * statement to the next, nor settings such as lock_timeout. A second connection that reaches the session of the first
 * gives it away. Throws MigratorError LOCK_POOLED.
 */
export async function refusePooler(url: string, client: pg.ClientBase): Promise<void> {
  const session = await backendPid(client);
  const second = await connect(url);
  try {
    await second.query("begin");
    if ((await backendPid(second)) === session || (await backendPid(client)) !== session) throw pooled();
    await second.query("rollback");
  } finally {
    await second.end();
  }
}

/** PgBouncer turns down the settings that a connection of the migrator begins with: PostgreSQL itself never does. */
export function refuseStrictPooler(error: unknown): never {
  const isStrict = error instanceof Error && error.message.includes("unsupported startup parameter");
  throw isStrict ? pooled() : error;
}

export function pooled(): MigratorError {
  return new MigratorError(
    "LOCK_POOLED",
    "The database is reached through a connection pooler that changes the session between statements: it cannot hold the migration lock.",
    "Give the migrator the address of PostgreSQL itself (or of a pool in session mode); the application may keep its pooler.",
  );
}

async function backendPid(client: pg.ClientBase): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]?.pid;
}
