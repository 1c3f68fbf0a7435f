import { readdirSync } from "node:fs";
import { join } from "node:path";
import { defineEntity, type EntitySchema, MikroORM, type Options, p } from "@mikro-orm/core";
import { PostgreSqlDriver } from "@mikro-orm/postgresql";
import { createTemplate, type EmbeddedTestServer, startEmbeddedTestServer } from "@pitstop/postgres";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { connect } from "../src/connection.ts";
import { fingerprintTables, type TableFingerprint } from "../src/fingerprint/index.ts";
import { Migration } from "../src/migration/migration.ts";
import type { SafeMigrator } from "../src/migrator.ts";
import type { MigrationReport } from "../src/report/report.ts";
import { silentReporter } from "../src/report/reporter.ts";
import { type SafeMigratorOptions, safeMigrator } from "../src/safe-migrator.ts";

const before = { id: p.integer().primary().autoincrement(false), name: p.text() };
export const Car = defineEntity({ name: "Car", tableName: "cars", properties: before });
export const CarWithColor = defineEntity({
  name: "Car",
  tableName: "cars",
  properties: { ...before, color: p.text().nullable() },
});

export class Initial extends Migration {
  override up(): void {
    this.addSql(`create table "cars" ("id" int not null, "name" text not null, primary key ("id"))`);
  }
  override down(): void {
    this.addSql(`drop table "cars"`);
  }
}

export class Color extends Migration {
  override up(): void {
    this.addSql(`alter table "cars" add column "color" text null`);
  }
  override down(): void {
    this.addSql(`alter table "cars" drop column "color"`);
  }
}

export type Migrations = Record<string, new (...args: ConstructorParameters<typeof Migration>) => Migration>;

interface ProjectOptions
  extends Pick<SafeMigratorOptions, "without" | "sample" | "approve" | "startAfter" | "ownSchemas"> {
  /** MikroORM's own. */
  readonly settings?: Partial<Options<PostgreSqlDriver>>;
}

/** An application with an embedded server of its own for a test file: its databases, and migrators on them. */
export function testProject() {
  let server: EmbeddedTestServer;
  beforeAll(async () => {
    server = await startEmbeddedTestServer();
  });
  afterAll(() => server.remove());
  const backupFolder = () => join(server.folder, "backups");

  /** Gone after the test: each backup holds all databases of the server. */
  async function emptyDatabase(): Promise<string> {
    const database = await createTemplate(server.url, async () => undefined);
    onTestFinished(database.drop);
    return database.url;
  }

  /** A database with 300 cars of 100 names, migrated as far as Initial. */
  async function cars(): Promise<string> {
    const url = await emptyDatabase();
    const { up } = await migrator(url, { Initial }, [Car]);
    await up();
    await query(url, "insert into cars select n, 'Car ' || n % 100 from generate_series(1, 300) n");
    return url;
  }

  async function migrator(
    url: string,
    migrations: Migrations,
    entities: EntitySchema[],
    { settings = {}, ...options }: ProjectOptions = {},
  ) {
    let last: MigrationReport | undefined;
    const orm = await MikroORM.init({
      ...settings,
      driver: PostgreSqlDriver,
      clientUrl: url,
      entities,
      extensions: [
        safeMigrator({
          backupFolder: backupFolder(),
          embeddedFolder: server.folder,
          restoreCommand: "restore",
          ...options,
          reporter: { ...silentReporter, end: (report) => (last = report) },
        }),
      ],
      migrations: {
        migrationsList: Object.entries(migrations).map(([name, migration]) => ({ name, class: migration })),
        snapshot: false,
        ...settings.migrations,
      },
    });
    onTestFinished(() => orm.close());
    const safe = orm.migrator as SafeMigrator; // what the extension registers
    const names = (applied: readonly { name: string }[]) => applied.map(({ name }) => name);
    return {
      orm,
      safe,
      up: async (...args: Parameters<SafeMigrator["up"]>) => names(await safe.up(...args)),
      down: async () => names(await safe.down()),
      rehearse: () => safe.rehearse(),
      backups: () => readdirSync(backupFolder()),
      report: () => {
        if (!last) throw new Error("Nothing was reported.");
        return last;
      },
    };
  }

  return { server: () => server, emptyDatabase, cars, migrator, columns, fingerprints };
}

export async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = await connect(url);
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function columns(url: string): Promise<unknown[]> {
  const rows = await query(
    url,
    "select attname from pg_attribute where attrelid = 'cars'::regclass and attnum > 0 and not attisdropped order by attnum",
  );
  return rows.map(({ attname }) => attname);
}

async function fingerprints(url: string): Promise<TableFingerprint[]> {
  const client = await connect(url);
  try {
    return await fingerprintTables(client);
  } finally {
    await client.end();
  }
}
