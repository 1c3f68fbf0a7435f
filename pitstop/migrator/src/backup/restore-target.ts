import { MigratorError } from "../errors.ts";
import type { Backup } from "./manifest.ts";
import type { RestoreOptions } from "./restore-backup.ts";
import { refuseCommand } from "./restore-dump.ts";

type Target = { readonly folder: string } | { readonly url: string };

/**
 * What a backup is put in the place of: the embedded server's folder for a base backup, a database for a dump. Throws
 * MigratorError BACKUP_BY_COMMAND, BACKUP_OF_EMBEDDED and BACKUP_OF_SERVER where that was not given.
 */
export function targetFor(
  backup: Backup,
  { url, embeddedFolder }: Pick<RestoreOptions, "url" | "embeddedFolder">,
): Target {
  refuseCommand(backup, "restore");
  if (backup.manifest.method === "base backup") {
    if (embeddedFolder !== undefined) return { folder: embeddedFolder };
    throw ofEmbedded(backup);
  }
  if (url !== undefined) return { url };
  throw ofServer(backup);
}

const ofEmbedded = ({ folder }: Backup): MigratorError =>
  new MigratorError(
    "BACKUP_OF_EMBEDDED",
    `The backup ${folder} is a whole embedded server and cannot be put into another server's database.`,
    "Restore it without DATABASE_URL, or start it as a shadow and move its data with pg_dump.",
  );

const ofServer = ({ folder, manifest }: Backup): MigratorError =>
  new MigratorError(
    "BACKUP_OF_SERVER",
    `The backup ${folder} is of the database ${manifest.database} of a server, and no server is named.`,
    "Set DATABASE_URL to the database that it is to replace, and run the same command again.",
  );
