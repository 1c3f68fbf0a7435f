import { lstatSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import pg from "pg";
import { PostgresError } from "./errors.ts";
import { type Home, passwordOf } from "./home.ts";
import { runningPostmaster } from "./postmaster.ts";

/** A file or folder of a copy: where its content is, or the content itself. */
export type CopiedFile = { readonly path: string } & (
  | { readonly kind: "folder" }
  | { readonly kind: "file"; readonly file: string; readonly bytes: number }
  | { readonly kind: "text"; readonly text: string }
);

/**
 * The files that make a consistent copy of a server's data folder, to be read in this order, each before the next is
 * asked for. The server may be in use: the copy holds all that was committed before the last file was given. The
 * low-level base backup of https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 * with the part of the log that belongs to it. Throws PostgresError POSTGRES_TABLESPACE.
 */
export async function* baseBackup(home: Home): AsyncGenerator<CopiedFile> {
  refuseTablespaces(home.data);
  const running = runningPostmaster(home.data);
  if (running) yield* backupRunning(home, running.port);
  else yield* filesIn(home.data, "", isCopied);
}

async function* backupRunning({ data, ...home }: Home, port: number): AsyncGenerator<CopiedFile> {
  const client = new pg.Client(
    `postgresql://postgres:${passwordOf({ data, ...home })}@127.0.0.1:${port}/postgres`,
  );
  // A connection that is cut says so to the next query; without this it would end the process.
  client.on("error", () => undefined);
  await client.connect();
  try {
    // While the slot is there, no checkpoint removes the log that is written from here on.
    await client.query(
      `select pg_create_physical_replication_slot('pitstop_copy_' || pg_backend_pid(), true, true)`,
    );
    await client.query("select pg_backup_start('pitstop copy', true)");
    yield* filesIn(data, "", (path) => isCopied(path) && !path.startsWith("pg_wal/0"));
    const { rows } = await client.query<{ label: string; last: string }>(
      "select labelfile as label, pg_walfile_name(lsn) as last from pg_backup_stop(false)",
    );
    const { label = "", last = "" } = rows[0] ?? {};
    yield { kind: "text", path: "backup_label", text: label };
    const first = /\(file ([0-9A-F]{24})\)/.exec(label)?.[1] ?? "";
    yield* filesIn(join(data, "pg_wal"), "pg_wal/", (path) => {
      const name = basename(path);
      return /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last;
    });
  } finally {
    await client.end();
  }
}

/** PostgreSQL makes the content of these anew when it starts (the page above, on what may be left out). */
const left =
  /^(postmaster\.(pid|opts)|(pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/.*)$/;

const isCopied = (path: string): boolean =>
  !left.test(path) && !/^(pgsql_tmp.*|pg_internal\.init)$/.test(basename(path));

function* filesIn(folder: string, prefix: string, wanted: (path: string) => boolean): Generator<CopiedFile> {
  for (const name of readdirSync(folder)) {
    const path = `${prefix}${name}`;
    if (!wanted(path)) continue;
    const file = join(folder, name);
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (!stat) continue; // dropped a moment ago; the log says so
    if (stat.isDirectory()) {
      yield { kind: "folder", path };
      yield* filesIn(file, `${path}/`, wanted);
    } else if (stat.isFile()) {
      yield { kind: "file", path, file, bytes: stat.size };
    }
  }
}

function refuseTablespaces(data: string): void {
  if (readdirSync(join(data, "pg_tblspc")).length === 0) return;
  throw new PostgresError(
    "POSTGRES_TABLESPACE",
    `The embedded PostgreSQL on ${data} has tablespaces outside its folder, which a copy would share with it.`,
    "Move the tables to the default tablespace and drop the others: alter table … set tablespace pg_default.",
  );
}
