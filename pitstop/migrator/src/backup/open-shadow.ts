import { createReadStream } from "node:fs";
import { dirname, join } from "node:path";
import type { OnProgress } from "../progress.ts";
import { ARCHIVE } from "./base-backup.ts";
import { checkRestored } from "./check-restored.ts";
import { embeddedServer } from "./embedded-server.ts";
import { explained } from "./failure.ts";
import type { Backup } from "./manifest.ts";
import { beginShadow, discard, removeAbandoned } from "./owned-folder.ts";
import { refuseCommand, restoreDump } from "./restore-dump.ts";
import { openShadowDatabase, type Shadow } from "./shadow-database.ts";
import { MEMORY, shadowPlace } from "./shadow-place.ts";
import { verifyBackup } from "./verify-backup.ts";

export interface ShadowOptions {
  /** The address of the database that was backed up: the shadow is another database of the same server. */
  readonly url: string;
  /** The address of a server for the shadow instead, of the same major version. */
  readonly shadowUrl?: string;
  /** The largest embedded server, in bytes, whose shadow is made in memory; none unless given. */
  readonly memoryLimit?: number;
  readonly onProgress?: OnProgress;
  /** Told of a shadow that could not be removed at the end, and why; the next one removes it. */
  readonly onLeft?: ((what: string, error: unknown) => void) | undefined;
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
    refuseCommand(backup, "shadow");
    const open = backup.manifest.method === "base backup" ? openServer : openDatabase;
    return await open(backup, options);
  } catch (error) {
    throw explained(error, "shadow");
  }
}

/** It is thrown away: nothing of it needs to survive a power cut. */
const forgetful = { fsync: "off", full_page_writes: "off", synchronous_commit: "off" };

async function openServer(backup: Backup, { onLeft, memoryLimit = 0 }: ShadowOptions): Promise<Shadow> {
  await removeAbandoned(dirname(backup.folder));
  await removeAbandoned(MEMORY).catch(() => undefined); // of another account
  const { startPostgres, unpackPostgres } = await embeddedServer();
  const folder = beginShadow(shadowPlace(backup, memoryLimit));
  try {
    await unpackPostgres({ from: createReadStream(join(backup.folder, ARCHIVE)), to: folder });
    const server = await startPostgres({ folder, settings: forgetful });
    const stop = async () => {
      await server.stop();
      await discard(folder);
    };
    const remove = () => stop().catch((error: unknown) => onLeft?.(`the folder ${folder}`, error));
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

function openDatabase(backup: Backup, options: ShadowOptions): Promise<Shadow> {
  const { url, shadowUrl, onProgress, onLeft } = options;
  const fill = async (shadow: string) => {
    await restoreDump(backup, { url: shadow, isElsewhere: shadowUrl !== undefined, onProgress });
    await checkRestored(backup, shadow);
  };
  return openShadowDatabase({
    server: shadowUrl ?? url,
    original: { ...backup.manifest, url },
    fill,
    onLeft,
  });
}
