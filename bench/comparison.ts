// What the comparison costs: a database of 500 tables, and a migration that adds one column in development.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { defineEntity, MikroORM, p } from "@mikro-orm/core";
import { PostgreSqlDriver } from "@mikro-orm/postgresql";
import { Migration, type MigrationReport, safeMigrator, silentReporter } from "@pitstop/migrator";
import { compareSnapshots, takeSnapshot } from "@pitstop/migrator/snapshot";
import { ensureDatabase, startPostgres } from "@pitstop/postgres";
import pg from "pg";
import { machine } from "./lib/machine.ts";
import { readOptions } from "./lib/options.ts";
import { median } from "./lib/statistics.ts";
import { markdownTable } from "./lib/table.ts";

class AddColor extends Migration {
  override up(): void {
    this.addSql(`alter table "cars" add column "color" text null`);
  }
  override down(): void {
    this.addSql(`alter table "cars" drop column "color"`);
  }
}

const options = readOptions({ tables: 500, rows: 1_000_000, rounds: 5 });
const folder = await mkdtemp(join(tmpdir(), "pitstop-bench-comparison-"));
const embeddedFolder = join(folder, "server");
const server = await startPostgres({ folder: embeddedFolder });
try {
  console.log(`${await machine(server.url)}; ${options.rounds} rounds, medians\n`);
  console.log(await largeDatabase());
  console.log(`\n${await oneColumn()}`);
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

/** A snapshot before and one after, and what is different between them. */
async function largeDatabase(): Promise<string> {
  const client = new pg.Client(await ensureDatabase(server.url, "large"));
  await client.connect();
  for (let index = 0; index < options.tables; index++) {
    const rows = index === 0 ? options.rows : 100;
    await client.query(`
      create table t${index} (id bigint generated always as identity primary key, name text not null, price numeric(10, 2),
        color varchar(20) default 'red', seen timestamptz, seats int check (seats > 0), is_new boolean, notes jsonb,
        owner_id bigint, code uuid);
      create index on t${index} (owner_id);
      insert into t${index} (name, price, color, seen, seats, is_new, notes, owner_id, code)
        select 'Name ' || n, n / 3.0, 'red', now(), n % 7 + 1, n % 2 = 0, jsonb_build_object('n', n), n % 100, gen_random_uuid()
        from generate_series(1, ${rows}) n`);
  }
  const times: { snapshot: number[]; comparison: number[] } = { snapshot: [], comparison: [] };
  for (let round = 0; round < options.rounds; round++) {
    const start = performance.now();
    const before = await takeSnapshot(client, { migrationsTable: "mikro_orm_migrations" });
    const read = performance.now();
    const after = await takeSnapshot(client, { migrationsTable: "mikro_orm_migrations" });
    compareSnapshots(before, after);
    times.snapshot.push(read - start);
    times.comparison.push(performance.now() - start);
  }
  await client.end();
  // The next part backs the server up, with all of its databases.
  await query(server.url, "drop database large");
  return markdownTable(
    [`${options.tables} tables, ${options.rows.toLocaleString("en")} rows in the largest`, "seconds"],
    [
      ["one snapshot", (median(times.snapshot) / 1000).toFixed(1)],
      ["two snapshots and the comparison", (median(times.comparison) / 1000).toFixed(1)],
    ],
  );
}

/** The whole pipeline beside the bare statement, each round on a database of its own. */
async function oneColumn(): Promise<string> {
  const bare: number[] = [];
  const whole: number[] = [];
  const stages = new Map<string, number[]>();
  for (let round = 0; round < options.rounds; round++) {
    const url = await ensureDatabase(server.url, `one_column_${round}`);
    await query(url, "create table cars (id int primary key, name text not null)");
    await query(url, "insert into cars select n, 'Car ' || n from generate_series(1, 1000) n");
    const before = performance.now();
    await query(url, `alter table "cars" add column "bare" text null`);
    bare.push(performance.now() - before);
    const report = await migrate(url);
    whole.push(report.stages.reduce((sum, { duration }) => sum + duration, 0));
    for (const { stage, duration } of report.stages)
      stages.set(stage, [...(stages.get(stage) ?? []), duration]);
  }
  const shown = (times: readonly number[]) => median([...times]).toFixed(0);
  return markdownTable(
    ["a migration that adds one column", "ms"],
    [
      ["the bare statement, with its connection", shown(bare)],
      ["the whole pipeline", shown(whole)],
      ...[...stages].map(([stage, times]) => [`of which ${stage}`, shown(times)]),
    ],
  );
}

async function migrate(url: string): Promise<MigrationReport> {
  let last: MigrationReport | undefined;
  const Car = defineEntity({
    name: "Car",
    tableName: "cars",
    properties: {
      id: p.integer().primary().autoincrement(false),
      name: p.text(),
      color: p.text().nullable(),
    },
  });
  const reporter = { ...silentReporter, end: (report: MigrationReport) => (last = report) };
  const orm = await MikroORM.init({
    driver: PostgreSqlDriver,
    clientUrl: url,
    entities: [Car],
    extensions: [
      safeMigrator({
        backupFolder: join(folder, "backups"),
        embeddedFolder,
        restoreCommand: "restore",
        reporter,
      }),
    ],
    migrations: { migrationsList: [{ name: "AddColor", class: AddColor }], snapshot: false },
  });
  await orm.migrator.up();
  await orm.close();
  if (!last) throw new Error("a migrator reports");
  return last;
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(sql);
  await client.end();
}
