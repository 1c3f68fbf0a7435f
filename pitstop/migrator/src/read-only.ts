import type pg from "pg";
import { shownDatabase } from "./database-url.ts";
import { MigratorError } from "./errors.ts";

/** Throws MigratorError DATABASE_READ_ONLY, which says whether it is a replica. */
export async function refuseReadOnly(client: pg.ClientBase, url: string): Promise<void> {
  const { rows } = await client.query<{ isReplica: boolean; isReadOnly: boolean }>(
    `select pg_is_in_recovery() as "isReplica", current_setting('transaction_read_only') = 'on' as "isReadOnly"`,
  );
  if (rows[0]?.isReplica) throw readOnly(`${shownDatabase(url)} is a read-only replica of another server.`);
  if (rows[0]?.isReadOnly)
    throw readOnly(
      `${shownDatabase(url)} is read-only: default_transaction_read_only is on for this account.`,
    );
}

function readOnly(message: string): MigratorError {
  return new MigratorError("DATABASE_READ_ONLY", message, READ_ONLY_HINT);
}

export const READ_ONLY_HINT =
  "Set DATABASE_URL to the primary server, with an account that may write to the database.";
