import { quoted } from "@pitstop/lint/sql";
import type pg from "pg";
import { connect } from "../connection.ts";
import { codeOf } from "../database-error.ts";
import { MigratorError } from "../errors.ts";
import { refuseOldServer } from "../server-version.ts";
import { inTransaction } from "../transaction.ts";
import { checkRestored } from "./check-restored.ts";
import { copyRights } from "./database-rights.ts";
import { databaseOf, maintenanceUrl, withDatabase } from "./database-url.ts";
import type { Backup } from "./manifest.ts";
import {
  beginningOf,
  besideName,
  createDatabase,
  databaseExists,
  dropDatabase,
  stampOf,
} from "./new-database.ts";
import type { RestoreOptions } from "./restore-backup.ts";
import { restoreDump } from "./restore-dump.ts";

/**
 * Restores a dump beside the database and swaps their names when all agrees. Gives the name under which the database of
 * before is kept; undefined where there was none.
 */
export async function restoreDatabase(
  backup: Backup,
  options: RestoreOptions & { readonly url: string },
): Promise<string | undefined> {
  const { url, jobs, onProgress } = options;
  const name = databaseOf(url);
  const client = await connect(maintenanceUrl(url));
  try {
    await refuseOldServer(client);
    await claim(client, name);
    await dropLeftovers(client, name);
    const stamp = stampOf(new Date());
    const restored = besideName(name, "restore", stamp);
    await createDatabase(client, restored, backup.manifest.locale, "restore");
    try {
      const restoredUrl = withDatabase(url, restored);
      await restoreDump(backup, { url: restoredUrl, isElsewhere: false, ...(jobs && { jobs }), onProgress });
      await checkRestored(backup, restoredUrl);
      await analyse(restoredUrl);
      const exists = await databaseExists(client, name);
      if (exists) await copyRights(client, name, restored);
      return await swap(
        client,
        name,
        restored,
        exists ? besideName(name, "before_restore", stamp) : undefined,
      );
    } catch (error) {
      await dropDatabase(client, restored).catch(() => undefined); // the next restore does it
      throw error;
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** One restore of a database at a time; the claim ends with the connection. */
async function claim(client: pg.ClientBase, name: string): Promise<void> {
  await client.query("set idle_session_timeout = 0");
  const { rows } = await client.query<{ isMine: boolean }>(
    `select pg_try_advisory_lock(hashtextextended($1, 0)) as "isMine"`,
    [`pitstop restore ${name}`],
  );
  if (rows[0]?.isMine) return;
  throw new MigratorError(
    "BACKUP_RESTORE_RUNS",
    `Somebody else is just restoring ${name}.`,
    "Wait until that is over, and look at the result first.",
  );
}

async function dropLeftovers(client: pg.ClientBase, name: string): Promise<void> {
  const beginning = beginningOf(name, "restore");
  const { rows } = await client.query<{ left: string }>(
    `select datname as "left" from pg_database
     where starts_with(datname, $1) and substr(datname, length($1) + 1) ~ '^\\d{17}$'`,
    [beginning],
  );
  // One that somebody else owns or is connected to is no reason not to restore.
  for (const { left } of rows) await dropDatabase(client, left).catch(() => undefined);
}

/** A restored database knows nothing of its own values, and would plan badly. */
async function analyse(url: string): Promise<void> {
  const client = await connect(url);
  try {
    await client.query("analyze");
  } finally {
    await client.end();
  }
}

const OBJECT_IN_USE = "55006";
const ATTEMPTS = 20;

/**
 * Both names change in one transaction: there is no moment without the database. The first rename holds back new
 * connections and waits some seconds for those that were just ended.
 */
async function swap(
  client: pg.ClientBase,
  name: string,
  restored: string,
  kept: string | undefined,
): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = any($1) and pid <> pg_backend_pid()",
        [[name, restored]],
      );
      await inTransaction(client, async () => {
        if (kept) await client.query(`alter database ${quoted(name)} rename to ${quoted(kept)}`);
        await client.query(`alter database ${quoted(restored)} rename to ${quoted(name)}`);
      });
      return kept;
    } catch (error) {
      if (codeOf(error) !== OBJECT_IN_USE || attempt === ATTEMPTS) throw error;
    }
  }
}
