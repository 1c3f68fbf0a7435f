import type pg from "pg";
import { connect } from "../connection.ts";
import { MigratorError } from "../errors.ts";
import { copySettings } from "./copied-settings.ts";
import { maintenanceUrl, withDatabase } from "./database-url.ts";
import type { Manifest } from "./manifest.ts";
import { beginningOf, besideName, createDatabase, dropDatabase, stampOf } from "./new-database.ts";

/** A copy of a database that may be changed and is thrown away. */
export interface Shadow {
  readonly url: string;
  /** Throws nothing: what can't be removed is told to `onLeft`, and the next shadow removes it. */
  remove(): Promise<void>;
}

export interface ShadowDatabaseOptions {
  /** The address of a database of the server that it is made on. */
  readonly server: string;
  readonly original: Pick<Manifest, "database" | "locale" | "serverVersion"> & { readonly url: string };
  readonly fill: (shadow: string) => Promise<void>;
  /** Told of a shadow that could not be removed, and why. */
  readonly onLeft?: ((what: string, error: unknown) => void) | undefined;
}

/**
 * Makes a new database on a server, like the one that is described, and fills it. A killed process's shadow is removed
 * by the next one. Throws MigratorError SHADOW_OTHER_VERSION, BACKUP_NO_RIGHTS, and what `fill` throws.
 */
export async function openShadowDatabase(options: ShadowDatabaseOptions): Promise<Shadow> {
  const { server, original, fill, onLeft } = options;
  // Holds the claim on the shadow for as long as it is used.
  const keeper = await connect(maintenanceUrl(server));
  try {
    await refuseOtherVersion(keeper, original.serverVersion);
    await dropLeftovers(keeper, original.database);
    const name = besideName(original.database, "shadow", stampOf(new Date()));
    await claim(keeper, name);
    await createDatabase(keeper, name, original.locale, "shadow");
    const remove = async () => {
      await dropDatabase(keeper, name).catch((error: unknown) => onLeft?.(`the database ${name}`, error));
      await keeper.end().catch(() => undefined);
    };
    const shadow = withDatabase(server, name);
    try {
      await fill(shadow);
      const isElsewhere = new URL(server).host !== new URL(original.url).host;
      await copySettings(keeper, { originalUrl: original.url, copyUrl: shadow, isElsewhere });
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

async function refuseOtherVersion(client: pg.ClientBase, version: number): Promise<void> {
  const { rows } = await client.query<{ version: string }>(
    "select current_setting('server_version_num') as version",
  );
  const [there, here] = [version, Number(rows[0]?.version)].map((number) => Math.floor(number / 10_000));
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
  for (const { left } of rows) {
    // One that can't be removed this time either is no reason to stop.
    if (await claim(client, left)) await dropDatabase(client, left).catch(() => undefined);
  }
}
