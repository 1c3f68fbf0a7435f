import type pg from "pg";
import { connect } from "../connection.ts";
import { readPrimary, refuseOtherPrimary } from "../primary.ts";
import { refuseReadOnly } from "../read-only.ts";
import type { ApplyOptions } from "./apply-options.ts";

/** The connection that works, and one beside it that watches. Throws MigratorError MIGRATION_PRIMARY_CHANGED and DATABASE_READ_ONLY. */
export async function connectTwice({
  url,
  primary,
  migration,
}: Pick<ApplyOptions, "url" | "primary" | "migration">): Promise<[pg.Client, pg.Client]> {
  const client = await connect(url);
  try {
    if (primary) {
      await refuseReadOnly(client, url);
      refuseOtherPrimary(primary, await readPrimary(client), `The run of ${migration.name} began`);
    }
    // The server looks whether we are still there: the statement of a killed migrator ends, and gives its locks back.
    // Not on Windows, where PostgreSQL cannot look: there it ends by itself.
    await client.query("set client_connection_check_interval = '1s'").catch(() => undefined);
    return [client, await connect(url)];
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

/** Cancels what a server process is at, over a connection of its own: the ones at hand are busy. */
export async function cancelStatement(url: string, pid: number): Promise<void> {
  const client = await connect(url).catch(() => undefined);
  // Where nobody can be reached, or the statement has just ended, there is nothing to cancel.
  await client?.query("select pg_cancel_backend($1)", [pid]).catch(() => undefined);
  await client?.end();
}
