import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { expect } from "vitest";
import { listBackups, verifyBackup } from "../../src/backup/index.ts";
import { connect } from "../../src/connection.ts";
import {
  compareFingerprints,
  fingerprintTables,
  type TableFingerprint,
} from "../../src/fingerprint/index.ts";
import { listRuns } from "../../src/history/index.ts";
import { allMigrations, type Target } from "./car-migrations.ts";

/** Everything that the migrations were to make of the database. */
export interface FinalState {
  readonly data: readonly TableFingerprint[];
  readonly schema: readonly string[];
  readonly applied: readonly string[];
}

export function finalState(url: string): Promise<FinalState> {
  return withConnection(url, async (client) => ({
    // The list of what is applied says when: `applied` compares what it holds.
    data: await fingerprintTables(client, { ignored: { schema: "public", table: "mikro_orm_migrations" } }),
    schema: await column(client, schemaLines),
    applied: await column(client, "select name from mikro_orm_migrations order by id"),
  }));
}

/** Whatever a fault did, no row is lost and no value that was there before is changed. */
export async function expectNothingLost({ url }: Target, final: FinalState): Promise<void> {
  const { data } = await finalState(url);
  // The hash of whole rows is one with the new columns; that of each column says which row has which value.
  const before = final.data.map(({ rowHash: _, ...table }) => ({ ...table, columns: oldColumnsOf(table) }));
  expect(compareFingerprints(before, data)).toEqual([]);
  for (const { columns } of data)
    expect(Object.keys(columns)).toEqual(expect.arrayContaining(["id", "name"]));
}

const NEW_COLUMNS = ["color", "cents"];

const oldColumnsOf = ({ columns }: TableFingerprint) =>
  Object.fromEntries(Object.entries(columns).filter(([name]) => !NEW_COLUMNS.includes(name)));

/** All is as after a run without interruptions, and nothing of the runs before it is left anywhere. */
export async function expectFinished(target: Target, final: FinalState): Promise<void> {
  const { url, backupFolder } = target;
  expect(await finalState(url)).toEqual(final);
  expect(final.applied).toEqual(allMigrations);
  expect(await unfinishedOf(backupFolder)).toEqual([]);
  expect(spawnSync("pgrep", ["-f", `${backupFolder}/`], { encoding: "utf8" }).stdout).toBe("");
  for (const { folder } of listBackups(backupFolder)) await verifyBackup(folder);
  await withConnection(url, async (client) => {
    expect(await column(client, "select migration from pitstop.progress")).toEqual([]);
    const outcomes = (await listRuns(client, 1_000)).map(({ outcome }) => outcome);
    expect(["done", "interrupted", "failed"]).toEqual(expect.arrayContaining(outcomes));
    expect(await column(client, databasesBeside)).toEqual([]);
    expect(await column(client, "select slot_name from pg_replication_slots")).toEqual([]);
    // A session that was left notices within a second that nobody is there.
    const isQuiet = () => Promise.all([column(client, advisoryLocks), column(client, sessionsLeft)]);
    await expect.poll(isQuiet).toEqual([[], []]);
  });
}

async function unfinishedOf(folder: string): Promise<string[]> {
  return readdirSync(folder).filter((name) => name.startsWith("."));
}

/** Columns, indexes and constraints with whether they are valid, a line each. */
const schemaLines = `
  select format('%s.%s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull)
    from pg_attribute join pg_class c on c.oid = attrelid
    where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
  union all select format('%s %s', pg_get_indexdef(indexrelid), indisvalid and indisready)
    from pg_index join pg_class c on c.oid = indrelid where relnamespace = 'public'::regnamespace
  union all select format('%s %s %s', conname, pg_get_constraintdef(oid), convalidated)
    from pg_constraint where connamespace = 'public'::regnamespace
  order by 1`;

const databasesBeside = `
  select datname from pg_database where starts_with(datname, current_database() || '_')`;

const advisoryLocks = `
  select pid::text from pg_locks where locktype = 'advisory'
    and database = (select oid from pg_database where datname = current_database())`;

const sessionsLeft = `
  select application_name || ': ' || query from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;

type Connection = Awaited<ReturnType<typeof connect>>;

/** The values of the first column. */
async function column(client: Connection, query: string): Promise<string[]> {
  const { rows } = await client.query<[string]>({ text: query, rowMode: "array" });
  return rows.map(([value]) => value);
}

async function withConnection<Result>(
  url: string,
  use: (client: Connection) => Promise<Result>,
): Promise<Result> {
  const client = await connect(url);
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
