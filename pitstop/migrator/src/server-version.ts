import type pg from "pg";
import { MigratorError } from "./errors.ts";

/**
 * The oldest PostgreSQL with everything that is used here, as it numbers itself: 14 brought idle_session_timeout, which
 * would end the session that holds the migration lock, pg_stat_progress_copy, and DETACH PARTITION CONCURRENTLY
 * (https://www.postgresql.org/docs/14/release-14.html).
 */
const OLDEST = 140_000;

/** Throws MigratorError SERVER_TOO_OLD. Asks for nothing that an old server would not know. */
export async function refuseOldServer(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ version: string }>(
    "select current_setting('server_version_num') as version",
  );
  refuseOldVersion(Number(rows[0]?.version));
}

/** The same for a version that is known: 130011 is 13.11. */
export function refuseOldVersion(version: number): void {
  if (version >= OLDEST) return;
  throw new MigratorError(
    "SERVER_TOO_OLD",
    `The server is PostgreSQL ${shownVersion(version)}; migrations need ${shownVersion(OLDEST)} or newer.`,
    "Upgrade the server, or run the migrations of an older version of the code.",
  );
}

/** As people write it: 180004 is "18.4", 90624 is "9.6.24". */
export function shownVersion(version: number): string {
  const [major, minor] = [Math.floor(version / 10_000), version % 10_000];
  if (major >= 10) return minor === 0 ? `${major}` : `${major}.${minor}`;
  return `${major}.${Math.floor(minor / 100)}.${minor % 100}`;
}
