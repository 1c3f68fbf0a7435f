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
import { processorTime } from "./lib/processor-time.ts";
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
  client.on("error", () => undefined); // the server ends where something failed, and that is what is said then
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
  const snapshots: Cost[] = [];
  const comparisons: Cost[] = [];
  const snapshot = () => takeSnapshot(client, { migrationsTable: "mikro_orm_migrations" });
  for (let round = 0; round < options.rounds; round++) {
    const before = await costOf(snapshot);
    snapshots.push(before.cost);
    const after = await costOf(async () => compareSnapshots(before.value, await snapshot()));
    comparisons.push(sum(before.cost, after.cost));
  }
  await client.end();
  // The next part backs the server up, with all of its databases.
  await query(server.url, "drop database large");
  return markdownTable(
    [
      `${options.tables} tables, ${options.rows.toLocaleString("en")} rows in the largest`,
      "seconds",
      "of processor time",
    ],
    [
      ["one snapshot", ...shown(snapshots, seconds)],
      ["two snapshots and the comparison", ...shown(comparisons, seconds)],
    ],
  );
}

/** The whole pipeline beside the bare statement, each round on a database of its own. */
async function oneColumn(): Promise<string> {
  const bare: Cost[] = [];
  const whole: Cost[] = [];
  const stages = new Map<string, number[]>();
  for (let round = 0; round < options.rounds; round++) {
    const url = await ensureDatabase(server.url, `one_column_${round}`);
    await query(url, "create table cars (id int primary key, name text not null)");
    await query(url, "insert into cars select n, 'Car ' || n from generate_series(1, 1000) n");
    bare.push((await costOf(() => query(url, `alter table "cars" add column "bare" text null`))).cost);
    const { up, close } = await migrator(url);
    const { value: report, cost } = await costOf(up);
    await close();
    // A backup takes all of the server's databases along, and in development there is one.
    await query(server.url, `drop database one_column_${round}`);
    whole.push(cost);
    for (const { stage, duration } of report.stages)
      stages.set(stage, [...(stages.get(stage) ?? []), duration]);
  }
  return markdownTable(
    ["a migration that adds one column", "ms", "of processor time"],
    [
      ["the bare statement, with its connection", ...shown(bare, milliseconds)],
      ["the whole of `up`", ...shown(whole, milliseconds)],
      ...[...stages].map(([stage, times]) => [`of which ${stage}`, median(times).toFixed(0), ""]),
    ],
  );
}

/** In milliseconds. */
interface Cost {
  readonly time: number;
  /** Of this process and the servers; undefined where the kernel doesn't tell. */
  readonly processor: number | undefined;
}

async function costOf<Value>(work: () => Promise<Value>): Promise<{ value: Value; cost: Cost }> {
  const processor = () => processorTime([process.pid, server.pid]);
  const [start, before] = [performance.now(), processor()];
  const value = await work();
  const [time, after] = [performance.now() - start, processor()];
  const isKnown = before !== undefined && after !== undefined;
  return { value, cost: { time, processor: isKnown ? (after - before) * 1_000 : undefined } };
}

function sum(one: Cost, other: Cost): Cost {
  const isKnown = one.processor !== undefined && other.processor !== undefined;
  return {
    time: one.time + other.time,
    processor: isKnown ? one.processor + other.processor : undefined,
  };
}

/** The medians of time and processor time. */
function shown(costs: readonly Cost[], unit: (milliseconds: number) => string): [string, string] {
  const processor = costs.flatMap((cost) => cost.processor ?? []);
  return [
    unit(median(costs.map(({ time }) => time))),
    processor.length === 0 ? "unknown" : unit(median(processor)),
  ];
}

function seconds(time: number): string {
  return (time / 1_000).toFixed(1);
}

function milliseconds(time: number): string {
  return time.toFixed(0);
}

/** A migrator with a column to add, as a project in development has it. */
async function migrator(
  url: string,
): Promise<{ up: () => Promise<MigrationReport>; close: () => Promise<void> }> {
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
  return {
    up: async () => {
      await orm.migrator.up();
      if (!last) throw new Error("a migrator reports");
      return last;
    },
    close: () => orm.close(),
  };
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(sql);
  await client.end();
}
