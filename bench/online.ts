// What people feel while a table in use is changed: each change in its naive form by MikroORM's own migrator, and in its
// safe form by ours, beside the same load.
import { setTimeout as delay } from "node:timers/promises";
import { databaseConfig } from "@app/db";
import { migratingConfig } from "@app/db/migrating";
import { Migrator, Migration as PlainMigration } from "@mikro-orm/migrations";
import { MikroORM, type Options } from "@mikro-orm/postgresql";
import { Migration } from "@pitstop/migrator";
import pg from "pg";
import { createBenchDatabase } from "./lib/database.ts";
import { fill } from "./lib/fill.ts";
import { machine } from "./lib/machine.ts";
import { type OnlineChange, onlineChanges, type SafeMigration } from "./lib/online-changes.ts";
import { type OpenLoopResult, startOpenLoop } from "./lib/open-loop.ts";
import { readOptions } from "./lib/options.ts";
import { percentile } from "./lib/statistics.ts";
import { markdownTable } from "./lib/table.ts";

const options = readOptions({ rows: 2_000_000, rate: 200, held: 3 });

let count = 0;
const database = await createBenchDatabase();
try {
  await fill(database.url, options.rows);
  await execute(["alter table cars add column retired text"]);
  console.log(await machine(database.url));
  console.log(`${options.rows} cars, ${options.rate} reads and writes per second\n`);
  const rows: string[][] = [["no change", ...felt(await under(() => delay(5_000))), "", "", "", ""]];
  for (const change of onlineChanges) rows.push(await measured(change));
  rows.push(await measuredBehind());
  console.log(
    markdownTable(
      ["", "naive: longest", "over 1 s", "failed", "took", "safe: longest", "over 1 s", "failed", "took"],
      rows,
    ),
  );
} finally {
  await database.close();
}

async function measured({ name, naive, safe, undo }: OnlineChange): Promise<string[]> {
  const before = await timed(() => under(() => runNaive(naive)));
  await execute(undo);
  const after = await timed(() => under(() => runSafe(safe)));
  await execute(undo);
  return [name, ...felt(before.result), before.took, ...felt(after.result), after.took];
}

/** A nullable column, while somebody else's transaction holds the table open. */
async function measuredBehind(): Promise<string[]> {
  const name = `nullable column behind a transaction of ${options.held} s`;
  const naive = await timed(() =>
    under(() => heldOpen(() => runNaive(["alter table cars add column late text"]))),
  );
  await execute(["alter table cars drop column late"]);
  const safe: SafeMigration = {
    isTransactional: true,
    statements: ["alter table cars add column late text"],
  };
  const after = await timed(() => under(() => heldOpen(() => runSafe([safe]))));
  await execute(["alter table cars drop column late"]);
  return [name, ...felt(naive.result), naive.took, ...felt(after.result), after.took];
}

async function heldOpen(work: () => Promise<void>): Promise<void> {
  const holder = new pg.Client(database.url);
  await holder.connect();
  await holder.query("begin");
  await holder.query("select from cars limit 1");
  const working = work();
  await delay(options.held * 1000);
  await holder.query("rollback");
  await working;
  await holder.end();
}

async function under(work: () => Promise<void>): Promise<OpenLoopResult> {
  const load = startOpenLoop(database.url, options.rate, options.rows);
  await delay(1_000);
  await work();
  await delay(1_000);
  return load.stop();
}

async function timed(work: () => Promise<OpenLoopResult>): Promise<{ result: OpenLoopResult; took: string }> {
  const begin = performance.now();
  const result = await work();
  return { result, took: `${((performance.now() - begin - 2_000) / 1000).toFixed(1)} s` };
}

function felt({ times, failures }: OpenLoopResult): string[] {
  const slow = times.filter((time) => time > 1_000).length;
  return [`${Math.round(percentile(times, 1))} ms`, String(slow), String(failures.length)];
}

async function runNaive(statements: readonly string[]): Promise<void> {
  class Naive extends PlainMigration {
    override up(): void {
      for (const statement of statements) this.addSql(statement);
    }
  }
  await migrate({ ...databaseConfig(database.url), extensions: [Migrator] }, [Naive]);
}

async function runSafe(migrations: readonly SafeMigration[]): Promise<void> {
  const classes = migrations.map(
    ({ isTransactional, statements, backfill }) =>
      class extends Migration {
        override isTransactional(): boolean {
          return isTransactional;
        }
        override up(): void {
          for (const statement of statements) this.addSql(statement);
          if (backfill) this.backfill(backfill);
        }
      },
  );
  // The rest of the road only reads; what is measured is what the table feels of the change.
  const without = ["lint", "backup", "rehearsal", "verification"] as const;
  await migrate(migratingConfig(database.url, { without }), classes);
}

async function migrate(
  config: Options,
  classes: readonly (new (...args: ConstructorParameters<typeof PlainMigration>) => PlainMigration)[],
): Promise<void> {
  const migrationsList = classes.map((migration) => ({ name: `Bench${++count}`, class: migration }));
  const orm = await MikroORM.init({
    ...config,
    // Each change is a history of its own: the files of the others are not here.
    migrations: {
      ...config.migrations,
      tableName: `bench_migrations_${count}`,
      migrationsList,
      silent: true,
    },
  });
  try {
    await orm.migrator.up(migrationsList.map(({ name }) => name));
  } finally {
    await orm.close();
  }
}

async function execute(statements: readonly string[]): Promise<void> {
  const client = new pg.Client(database.url);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
