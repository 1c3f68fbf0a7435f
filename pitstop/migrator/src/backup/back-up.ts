import { lstatSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { connect } from "../connection.ts";
import { MigratorError } from "../errors.ts";
import type { MigrationsTableName } from "../migration/migrations-table.ts";
import type { OnProgress } from "../progress.ts";
import { refuseOldServer } from "../server-version.ts";
import { backUpBase } from "./base-backup.ts";
import { checksumOf, filesBelow } from "./checksums.ts";
import { backUpByCommand } from "./command.ts";
import { secureFile } from "./durable.ts";
import { isOnEmbeddedServer } from "./embedded-server.ts";
import { factsOf } from "./facts.ts";
import { explained } from "./failure.ts";
import { type BackedUpFile, type Backup, openBackup, writeManifest } from "./manifest.ts";
import { beginFolder, discard, finishFolder, removeAbandoned } from "./owned-folder.ts";
import { backUpByDump, defaultJobs } from "./pg-dump.ts";
import { serverOf } from "./server-identity.ts";
import type { MadeBackup, Making } from "./way.ts";

export interface BackUpOptions {
  /** The address of the database. */
  readonly url: string;
  /** Where backups are kept, one folder for each. */
  readonly folder: string;
  /** The folder of the embedded server; its files are copied where `url` is one of its databases. */
  readonly embeddedFolder?: string;
  /** A shell command that makes the backup instead; it is given DATABASE_URL and BACKUP_FOLDER. */
  readonly command?: string;
  /** MikroORM's list of applied migrations, which the backup names. */
  readonly migrationsTable?: MigrationsTableName;
  /** How many tables pg_dump reads at once. */
  readonly jobs?: number;
  /** The longest wait for a table that somebody holds for themselves, in milliseconds; 30 s unless given. */
  readonly lockTimeout?: number;
  readonly onProgress?: OnProgress;
}

/**
 * Makes a backup: by the user's command, by a copy of the embedded server, or by pg_dump. It has its name only when it
 * is whole and on the disk; what a killed one left is cleared by the next.
 *
 * Throws MigratorError BACKUP_TOOL_MISSING, BACKUP_TOOL_TOO_OLD, BACKUP_COMMAND_FAILED, BACKUP_NO_PLAIN_FILE, BACKUP_NO_SPACE,
 * BACKUP_NO_RIGHTS, BACKUP_LOCKED, BACKUP_CONNECTION_LOST and BACKUP_FAILED.
 */
export async function backUp(options: BackUpOptions): Promise<Backup> {
  try {
    await removeAbandoned(options.folder);
    return await withClient(options);
  } catch (error) {
    throw explained(error, "backup");
  }
}

async function withClient(options: BackUpOptions): Promise<Backup> {
  const lockTimeout = options.lockTimeout ?? 30_000;
  const client = await connect(options.url, { lockTimeout });
  try {
    await refuseOldServer(client);
    const facts = await factsOf(client, options.migrationsTable);
    const createdAt = await timeOf(client);
    const embeddedFolder = await embeddedFolderOf(options);
    const server = await serverOf(client, options.url, embeddedFolder);
    const id = idOf(createdAt, facts.database);
    const folder = beginFolder(options.folder, id);
    try {
      const { url, onProgress, jobs = defaultJobs() } = options;
      const making = { url, client, facts, folder, jobs, lockTimeout, onProgress };
      const made = await make(options.command, embeddedFolder, making);
      const files = await finishFiles(folder, onProgress);
      writeManifest(folder, { id, createdAt, server, ...facts, ...made, files });
      const finished = join(options.folder, id);
      finishFolder(folder, finished);
      return openBackup(finished);
    } catch (error) {
      await discard(folder);
      throw error;
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

function make(
  command: string | undefined,
  embeddedFolder: string | undefined,
  making: Making,
): Promise<MadeBackup> {
  if (command) return backUpByCommand(command, making);
  return embeddedFolder ? backUpBase(embeddedFolder, making) : backUpByDump(making);
}

/** Where the database is one of the embedded server's. */
const embeddedFolderOf = async ({ embeddedFolder, url }: BackUpOptions): Promise<string | undefined> =>
  (await isOnEmbeddedServer(embeddedFolder, url)) ? embeddedFolder : undefined;

/** By the clock of the database: those of the machines that make backups of it may differ. */
async function timeOf(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ now: Date }>("select clock_timestamp() as now");
  return (rows[0]?.now ?? new Date()).toISOString();
}

/** Sorts by time, and every file system can write it: "2026-11-23T08-00-17-123Z-pitstop". */
function idOf(createdAt: string, database: string): string {
  return `${createdAt.replaceAll(/[:.]/g, "-")}-${database.replaceAll(/[^\w-]/g, "_").slice(0, 63)}`;
}

/** Brings all files to the disk, for their owner alone, and gives their checksums. */
async function finishFiles(folder: string, onProgress: OnProgress | undefined): Promise<BackedUpFile[]> {
  const files: BackedUpFile[] = [];
  let done = 0;
  for (const path of filesBelow(folder)) {
    if (!lstatSync(join(folder, path)).isFile()) throw noPlainFile(path);
    const [file] = await Promise.all([
      checksumOf(folder, path, (bytes) => {
        done += bytes;
        onProgress?.({ task: "Computing checksums", done, total: undefined, unit: "bytes" });
      }),
      secureFile(join(folder, path)),
    ]);
    files.push(file);
  }
  if (files.length === 0)
    throw new MigratorError("BACKUP_FAILED", "The backup has no file.", "Run it again.");
  return files;
}

/** A link would lead to what is not in the backup, and a pipe would never end. */
const noPlainFile = (path: string): MigratorError =>
  new MigratorError(
    "BACKUP_NO_PLAIN_FILE",
    `The backup would contain ${path}, which is not a regular file.`,
    "Have the backup command write only regular files to BACKUP_FOLDER: no links, pipes or devices.",
  );
