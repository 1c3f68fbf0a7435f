import { createReadStream } from "node:fs";
import { join } from "node:path";
import { replacePostgres, startPostgres, unpackPostgres } from "@pitstop/postgres";
import { MigratorError } from "../errors.ts";
import { ARCHIVE } from "./base-backup.ts";
import { checkRestored } from "./check-restored.ts";
import type { Backup } from "./manifest.ts";
import type { RestoreOptions } from "./restore-backup.ts";

/**
 * Restores a base backup into a server beside the embedded one and swaps their data when all agrees. Nobody may use the
 * embedded server. Gives the folder where its data of before is kept.
 */
export async function restoreEmbedded(backup: Backup, options: RestoreOptions): Promise<string | undefined> {
  const { embeddedFolder } = options;
  if (!embeddedFolder) throw noFolder(backup);
  return replacePostgres({
    folder: embeddedFolder,
    prepare: async (folder) => {
      await unpackPostgres({ from: createReadStream(join(backup.folder, ARCHIVE)), to: folder });
      const server = await startPostgres({ folder });
      try {
        await checkRestored(backup, server.urlOf(backup.manifest.database));
      } finally {
        await server.stop();
      }
    },
  });
}

const noFolder = ({ folder }: Backup): MigratorError =>
  new MigratorError(
    "BACKUP_OF_EMBEDDED",
    `The backup ${folder} is a whole embedded server and cannot be put into another server's database.`,
    "Restore it without DATABASE_URL, or start it as a shadow and move its data with pg_dump.",
  );
