import { availableParallelism } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { fingerprintSnapshot, type TableFingerprint, textSettings } from "../fingerprint/index.ts";
import { forPrograms } from "./database-url.ts";
import { watchDump } from "./dump-progress.ts";
import { findTools } from "./pg-tools.ts";
import { runProgram } from "./program.ts";
import type { MadeBackup, Making } from "./way.ts";

/** Where the dump is within the backup, in the directory format of pg_dump. */
export const DUMP = "dump";

/** How many tables are read at once; the server has other work too. */
export const defaultJobs = (): number => Math.min(4, availableParallelism());

/**
 * Backs up by pg_dump, which needs a connection and nothing more. The fingerprints are read at the same time and in
 * the same snapshot: they tell exactly what is in the dump.
 */
export async function backUpByDump(making: Making): Promise<MadeBackup> {
  const tools = findTools(Math.floor(making.facts.serverVersion / 10_000), "backup");
  const snapshot = await exportSnapshot(making.client);
  const stop = new AbortController();
  const application = `pitstop backup ${process.pid}`;
  const endProgress = watchDump(making.url, application, making.onProgress);
  let isComplete = false;
  try {
    const dumping = dump(tools.dump, snapshot, application, making, stop.signal);
    const fingerprints = await bothOrNeither(dumping, fingerprintSnapshot(making.client), {
      dump: () => stop.abort(),
      read: () => making.client.end(),
    });
    isComplete = true;
    return { method: "pg_dump", tool: `pg_dump ${tools.version}`, fingerprints };
  } finally {
    await endProgress({ isComplete });
  }
}

/** The transaction stays open until the connection is closed: others can use its snapshot as long. */
async function exportSnapshot(client: pg.ClientBase): Promise<string> {
  await client.query(
    `select set_config(name, '0', false) from pg_settings
     where name in ('idle_in_transaction_session_timeout', 'transaction_timeout')`,
  );
  await client.query(`begin transaction isolation level repeatable read, read only; ${textSettings}`);
  const { rows } = await client.query<{ snapshot: string }>("select pg_export_snapshot() as snapshot");
  return rows[0]?.snapshot ?? "";
}

async function dump(
  program: string,
  snapshot: string,
  application: string,
  { url, folder, jobs, lockTimeout }: Making,
  signal: AbortSignal,
): Promise<void> {
  const { address, environment } = forPrograms(url);
  const parameters = [
    "--format=directory",
    `--file=${join(folder, DUMP)}`,
    `--jobs=${jobs}`,
    `--snapshot=${snapshot}`,
    `--lock-wait-timeout=${lockTimeout}`,
    // The lowest level takes a third of the time of the default, for a tenth more bytes.
    "--compress=1",
    // All files are brought to the disk together, with their checksums.
    "--no-sync",
    "--no-password",
    `--dbname=${address}`,
  ];
  const { status, messages } = await runProgram(program, parameters, {
    env: { ...environment, PGAPPNAME: application },
    signal,
  });
  if (status !== 0) throw new Error(messages || `pg_dump was ended (${status ?? "by a signal"})`);
}

/** The first failure ends the other, and both are over when this returns: nobody writes into a removed folder. */
async function bothOrNeither(
  dumping: Promise<void>,
  reading: Promise<TableFingerprint[]>,
  end: { dump: () => void; read: () => Promise<void> },
): Promise<TableFingerprint[]> {
  const failures: unknown[] = [];
  const noted = (stopOther: () => unknown) => async (error: unknown) => {
    failures.push(error);
    await stopOther();
    return [];
  };
  const [, fingerprints] = await Promise.all([
    dumping.catch(noted(end.read)),
    reading.catch(noted(end.dump)),
  ]);
  if (failures.length > 0) throw failures[0];
  return fingerprints;
}
