import { createWriteStream } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { fingerprintTables, type TableFingerprint } from "../fingerprint/index.ts";
import { embeddedServer } from "./embedded-server.ts";
import type { MadeBackup, Making } from "./way.ts";

/** The whole embedded server in one file. */
export const ARCHIVE = "postgres.tar.zst";

/**
 * Backs up the embedded server by a copy of its files, which is as of the moment at which the copy ended. A fingerprint
 * belongs to that moment where the table did not change meanwhile; the others are not kept.
 */
export async function backUpBase(embeddedFolder: string, making: Making): Promise<MadeBackup> {
  const { client, folder, facts } = making;
  const total = await bytesOfServer(client);
  const begin = await writersOf(client);
  const [before] = await Promise.all([fingerprintTables(client), pack(embeddedFolder, making)]);
  const end = await writersOf(client);
  const isQuiet = begin.running === 0 && begin.next === end.next;
  const same = isQuiet ? before : unchanged(before, await fingerprintTables(client));
  return {
    method: "base backup",
    tool: `PostgreSQL ${Math.floor(facts.serverVersion / 10_000)}.${facts.serverVersion % 10_000}`,
    fingerprints: await withoutUnlogged(client, same),
  };

  async function pack(from: string, { onProgress }: Making): Promise<void> {
    const { packPostgres } = await embeddedServer();
    let done = 0;
    await packPostgres({
      from,
      into: createWriteStream(join(folder, ARCHIVE), { mode: 0o600, flags: "wx" }),
      onBytes: (bytes) => {
        done += bytes;
        onProgress?.({ task: "Backing up", done, total: Math.max(done, total), unit: "bytes" });
      },
    });
  }
}

/** About what a copy of its files has: all databases, and the log that makes them one moment's. */
async function bytesOfServer(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    `select (sum(pg_database_size(oid)) + pg_size_bytes(current_setting('wal_segment_size')))::text as bytes
     from pg_database`,
  );
  return Number(rows[0]?.bytes);
}

/** Nothing was written anywhere on the server while no transaction that writes ran and none began. */
async function writersOf(client: pg.ClientBase): Promise<{ running: number; next: string }> {
  const { rows } = await client.query<{ running: number; next: string }>(
    `select (select count(*)::int from pg_stat_activity where backend_xid is not null) as running,
       pg_snapshot_xmax(pg_current_snapshot())::text as next`,
  );
  return rows[0] ?? { running: 1, next: "" };
}

function unchanged(before: TableFingerprint[], after: TableFingerprint[]): TableFingerprint[] {
  const known = new Set(before.map((table) => JSON.stringify(table)));
  return after.filter((table) => known.has(JSON.stringify(table)));
}

/** PostgreSQL empties unlogged tables whenever it starts without having been shut down. */
async function withoutUnlogged(
  client: pg.ClientBase,
  tables: TableFingerprint[],
): Promise<TableFingerprint[]> {
  const { rows } = await client.query<{ schema: string; table: string }>(
    `select n.nspname as schema, c.relname as "table" from pg_class c
     join pg_namespace n on n.oid = c.relnamespace where c.relpersistence = 'u'`,
  );
  const isUnlogged = ({ schema, table }: TableFingerprint) =>
    rows.some((row) => row.schema === schema && row.table === table);
  return tables.filter((table) => !isUnlogged(table));
}
