import { createReadStream } from "node:fs";
import { join } from "node:path";
import { ARCHIVE } from "./base-backup.ts";
import { checkRestored } from "./check-restored.ts";
import { embeddedServer } from "./embedded-server.ts";
import type { Backup } from "./manifest.ts";

/**
 * Restores a base backup into a server beside the embedded one and swaps their data when all agrees. Nobody may use the
 * embedded server. Gives the folder where its data of before is kept.
 */
export async function restoreEmbedded(backup: Backup, folder: string): Promise<string | undefined> {
  const { replacePostgres, startPostgres, unpackPostgres } = await embeddedServer();
  return replacePostgres({
    folder,
    prepare: async (beside) => {
      await unpackPostgres({ from: createReadStream(join(backup.folder, ARCHIVE)), to: beside });
      const server = await startPostgres({ folder: beside });
      try {
        await checkRestored(backup, server.urlOf(backup.manifest.database));
      } finally {
        await server.stop();
      }
    },
  });
}
