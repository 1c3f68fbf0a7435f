import { createReadStream } from "node:fs";
import { dirname, join } from "node:path";
import { startPostgres, unpackPostgres } from "@pitstop/postgres";
import type pg from "pg";
import { connect } from "../connection.ts";
import { MigratorError } from "../errors.ts";
import type { OnProgress } from "../progress.ts";
import { ARCHIVE } from "./base-backup.ts";
import { checkRestored } from "./check-restored.ts";
import { maintenanceUrl, withDatabase } from "./database-url.ts";
import { explained } from "./failure.ts";
import type { Backup } from "./manifest.ts";
import { beginningOf, besideName, createDatabase, dropDatabase, stampOf } from "./new-database.ts";
import { beginShadow, discard, removeAbandoned } from "./owned-folder.ts";
import { refuseCommand, restoreDump } from "./restore-dump.ts";
import { verifyBackup } from "./verify-backup.ts";

export interface ShadowOptions {
  /** The address of the database that was backed up: the shadow is another database of the same server. */
  readonly url: string;
  /** The address of a server for the shadow instead, of the same major version. */
  readonly shadowUrl?: string;
  readonly onProgress?: OnProgress;
}

/** A copy of a database that may be changed and is thrown away. */
export interface Shadow {
  readonly url: string;
  remove(): Promise<void>;
}

/**
 * Restores a backup into a shadow: a new database, or for a base backup a second embedded server. What came back is
 * compared with what was backed up. A killed process's shadow is removed by the next one.
 *
 * Throws MigratorError as restoreBackup does, and SHADOW_OTHER_VERSION.
 */
export async function openShadow({ folder }: Backup, options: ShadowOptions): Promise<Shadow> {
  try {
    const backup = await verifyBackup(folder, options.onProgress);
    refuseCommand(backup);
    const open = backup.manifest.method === "base backup" ? openServer : openDatabase;
    return await open(backup, options);
  } catch (error) {
    throw explained(error, "The restore into a shadow");
  }
}

/** It is thrown away: nothing of it needs to survive a power cut. */
const forgetful = { fsync: "off", full_page_writes: "off", synchronous_commit: "off" };

async function openServer(backup: Backup): Promise<Shadow> {
  const parent = dirname(backup.folder);
  await removeAbandoned(parent);
  const folder = beginShadow(parent);
  try {
    await unpackPostgres({ from: createReadStream(join(backup.folder, ARCHIVE)), to: folder });
    const server = await startPostgres({ folder, settings: forgetful });
    const remove = async () => {
      await server.stop();
      await discard(folder);
    };
    const url = server.urlOf(backup.manifest.database);
    await checkRestored(backup, url).catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    return { url, remove };
  } catch (error) {
    await discard(folder);
    throw error;
  }
}

async function openDatabase(backup: Backup, { url, shadowUrl, onProgress }: ShadowOptions): Promise<Shadow> {
  const server = shadowUrl ?? url;
  const { database } = backup.manifest;
  // Holds the claim on the shadow for as long as it is used.
  const keeper = await connect(maintenanceUrl(server));
  try {
    await refuseOtherVersion(keeper, backup);
    await dropLeftovers(keeper, database);
    const name = besideName(database, "shadow", stampOf(new Date()));
    await claim(keeper, name);
    await createDatabase(keeper, name, backup.manifest.locale);
    const remove = async () => {
      await dropDatabase(keeper, name);
      await keeper.end();
    };
    const shadow = withDatabase(server, name);
    try {
      await restoreDump(backup, { url: shadow, isElsewhere: shadowUrl !== undefined, onProgress });
      await checkRestored(backup, shadow);
    } catch (error) {
      await dropDatabase(keeper, name).catch(() => undefined); // the next shadow does it
      throw error;
    }
    return { url: shadow, remove };
  } catch (error) {
    await keeper.end().catch(() => undefined);
    throw error;
  }
}

async function refuseOtherVersion(client: pg.ClientBase, { manifest }: Backup): Promise<void> {
  const { rows } = await client.query<{ version: string }>(
    "select current_setting('server_version_num') as version",
  );
  const [there, here] = [manifest.serverVersion, Number(rows[0]?.version)].map((version) =>
    Math.floor(version / 10_000),
  );
  if (there === here) return;
  throw new MigratorError(
    "SHADOW_OTHER_VERSION",
    `The database is on PostgreSQL ${there} and the server for the rehearsal is PostgreSQL ${here}: what works on one may fail on the other.`,
    `Set SHADOW_DATABASE_URL to a server of PostgreSQL ${there}.`,
  );
}

async function claim(client: pg.ClientBase, name: string): Promise<boolean> {
  await client.query("set idle_session_timeout = 0");
  const { rows } = await client.query<{ isMine: boolean }>(
    `select pg_try_advisory_lock(hashtextextended($1, 0)) as "isMine"`,
    [`pitstop shadow ${name}`],
  );
  return rows[0]?.isMine === true;
}

/** Drops the shadows of processes that are gone: nobody holds a claim on them. */
async function dropLeftovers(client: pg.ClientBase, database: string): Promise<void> {
  const { rows } = await client.query<{ left: string }>(
    `select datname as "left" from pg_database
     where starts_with(datname, $1) and substr(datname, length($1) + 1) ~ '^\\d{17}$'`,
    [beginningOf(database, "shadow")],
  );
  for (const { left } of rows) if (await claim(client, left)) await dropDatabase(client, left);
}
