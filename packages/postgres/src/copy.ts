import { cpSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import pg from "pg";
import { handOver } from "./account.ts";
import { type Home, passwordOf, prepareHome } from "./home.ts";
import { withLock } from "./lock.ts";
import { runningPostmaster } from "./postmaster.ts";

/**
 * Copies a server with all that was committed when the copy ended; it may be in use meanwhile. The copy starts as a
 * server of its own, with the same password. The low-level base backup of
 * https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP, with its WAL.
 */
export async function copyPostgres({ from, to }: { from: string; to: string }): Promise<void> {
  const source = prepareHome(from);
  const target = prepareHome(to);
  await withLock(source.lock, async () => {
    const running = runningPostmaster(source.data);
    if (running) await copyRunning(source, target, running.port);
    else copyFiles(source.data, target.data, () => true);
  });
  writeFileSync(target.password, passwordOf(source), { mode: 0o600 });
  handOverAll(target.data);
}

async function copyRunning(source: Home, target: Home, port: number): Promise<void> {
  const client = new pg.Client(`postgresql://postgres:${passwordOf(source)}@127.0.0.1:${port}/postgres`);
  await client.connect();
  try {
    await client.query("select pg_backup_start('pitstop copy', true)");
    copyFiles(source.data, target.data, (path) => !path.startsWith("pg_wal/"));
    const { rows } = await client.query<{ labelfile: string }>("select labelfile from pg_backup_stop(false)");
    writeFileSync(join(target.data, "backup_label"), rows[0]?.labelfile ?? "", { mode: 0o600 });
    // The log of what happened while the files were copied; without it the copy is not consistent.
    copyFiles(join(source.data, "pg_wal"), join(target.data, "pg_wal"), () => true);
  } finally {
    await client.end();
  }
}

const notCopied = new Set(["postmaster.pid", "postmaster.opts"]);

function copyFiles(from: string, to: string, wanted: (path: string) => boolean): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  cpSync(from, to, {
    recursive: true,
    force: true,
    filter: (path) => !notCopied.has(basename(path)) && wanted(relative(from, path)),
  });
}

function handOverAll(path: string): void {
  handOver(path);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) handOverAll(join(path, name));
}
