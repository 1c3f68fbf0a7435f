import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { connect } from "../connection.ts";
import { MigratorError } from "../errors.ts";
import type { OnProgress } from "../progress.ts";
import { forPrograms } from "./database-url.ts";
import type { Backup } from "./manifest.ts";
import { DUMP, defaultJobs } from "./pg-dump.ts";
import { findTools, type PostgresTools } from "./pg-tools.ts";
import { runProgram } from "./program.ts";

export interface DumpTarget {
  /** Of the new, empty database. */
  readonly url: string;
  /** Whether owners and grants are left out: on a server that may not know the roles. */
  readonly isElsewhere: boolean;
  readonly jobs?: number;
  readonly onProgress?: OnProgress | undefined;
}

/** Puts a dump into an empty database. Throws what pg_restore says. */
export async function restoreDump({ folder, manifest }: Backup, target: DumpTarget): Promise<void> {
  const client = await connect(target.url);
  const over = new AbortController();
  const watching = watchSize(client, manifest.databaseBytes, target.onProgress, over.signal);
  try {
    const major = Math.max(majorOf(manifest.tool), Math.floor(manifest.serverVersion / 10_000));
    const tools = findTools(major, "restore");
    await runRestore(tools, join(folder, DUMP), target, [`--jobs=${target.jobs ?? defaultJobs()}`]);
  } finally {
    over.abort();
    await watching;
    await client.end().catch(() => undefined);
  }
}

/** Runs pg_restore on what pg_dump wrote. Throws what it says. */
export async function runRestore(
  tools: PostgresTools,
  dump: string,
  { url, isElsewhere }: DumpTarget,
  flags: readonly string[],
): Promise<void> {
  const { address, environment } = forPrograms(url);
  const { status, messages } = await runProgram(
    tools.restore,
    [
      ...flags,
      ...(isElsewhere ? ["--no-owner", "--no-privileges"] : []),
      "--no-password",
      `--dbname=${address}`,
      dump,
    ],
    { env: environment },
  );
  const errors = errorsIn(messages);
  if (status !== 0 && (errors.length > 0 || !/errors ignored on restore/.test(messages))) {
    throw new Error(errors.join("\n") || messages || `pg_restore was ended (${status ?? "by a signal"})`);
  }
}

const majorOf = (tool: string): number => Number(/ (\d+)/.exec(tool)?.[1] ?? 0);

/** A pg_restore that is newer than the server sets what the server does not know, which does no harm. */
function errorsIn(messages: string): string[] {
  return messages
    .split(/^(?=pg_restore: )/m)
    .filter((message) => message.startsWith("pg_restore: error:"))
    .filter((message) => !/unrecognized configuration parameter "\w+_timeout"/.test(message))
    .map((message) => message.replace("pg_restore: error: ", "").trim());
}

async function watchSize(
  client: pg.ClientBase,
  total: number,
  onProgress: OnProgress | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (!onProgress) return;
  try {
    while (!signal.aborted) {
      const { rows } = await client.query<{ bytes: string }>(
        "select pg_database_size(current_database())::text as bytes",
      );
      const done = Math.min(Number(rows[0]?.bytes), total);
      onProgress({ task: "Restoring", done, total, unit: "bytes" });
      await pause(500, undefined, { signal });
    }
  } catch {
    // Over, or the connection is gone, which pg_restore says better.
  }
}

const byHand = {
  restore: "Restore them with the counterpart of the command that made them.",
  shadow: "To migrate without a rehearsal on it: --without rehearsal",
} as const;

/** What can bring a backup back is known for our own ways alone. */
export function refuseCommand({ folder, manifest }: Backup, purpose: keyof typeof byHand): void {
  if (manifest.method !== "command") return;
  throw new MigratorError(
    "BACKUP_BY_COMMAND",
    `The backup ${folder} was made by a command of your own: only you know how it is put back.`,
    `Its files are in ${join(folder, "files")}. ${byHand[purpose]}`,
  );
}
