import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineEntity, type EntitySchema, MikroORM, p } from "@mikro-orm/core";
import { PostgreSqlDriver } from "@mikro-orm/postgresql";
import { ensureDatabase, freePort, startPostgres } from "@pitstop/postgres";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { connect } from "./connection.ts";
import { fingerprintTables } from "./fingerprint/index.ts";
import { Migration } from "./migration/migration.ts";
import { safeMigrator } from "./migrator.ts";
import type { MigrationReport } from "./report/report.ts";
import { silentReporter } from "./report/reporter.ts";
import type { OptionalStep } from "./settings.ts";

const folder = mkdtempSync(join(tmpdir(), "pitstop-migrator-"));
let server: Awaited<ReturnType<typeof startPostgres>>;

beforeAll(async () => {
  server = await startPostgres({ folder: join(folder, "server"), settings: { fsync: "off" } });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const before = { id: p.integer().primary().autoincrement(false), name: p.text() };
const Car = defineEntity({ name: "Car", tableName: "cars", properties: before });
const CarWithColor = defineEntity({
  name: "Car",
  tableName: "cars",
  properties: { ...before, color: p.text().nullable() },
});

class Initial extends Migration {
  override up(): void {
    this.addSql(`create table "cars" ("id" int not null, "name" text not null, primary key ("id"))`);
  }
  override down(): void {
    this.addSql(`drop table "cars"`);
  }
}

class Color extends Migration {
  override up(): void {
    this.addSql(`alter table "cars" add column "color" text null`);
  }
  override down(): void {
    this.addSql(`alter table "cars" drop column "color"`);
  }
}

describe("up on a database with data", () => {
  test("lints, backs up, rehearses on the backup, applies and verifies", async () => {
    const url = await cars();
    const { up, report } = await migrator(url, { Initial, Color }, [CarWithColor]);
    expect(await up()).toEqual(["Color"]);
    expect(report().steps.map(({ step, outcome }) => [step, outcome])).toEqual([
      ["lint", "done"],
      ["backup", "done"],
      ["rehearsal", "done"],
      ["apply", "done"],
      ["verification", "done"],
    ]);
    expect(report()).toMatchObject({
      outcome: "done",
      migrations: ["Color"],
      problems: [],
      notes: [],
      error: null,
    });
    expect(report().statements).toMatchObject([
      { migration: "Color", tables: [{ table: "cars", lock: "ACCESS EXCLUSIVE", isRewritten: false }] },
    ]);
    expect(await columns(url)).toEqual(["id", "name", "color"]);
  });

  test("leaves a history: what ran, how, by whom, and with which backup", async () => {
    const url = await cars();
    const { up, report } = await migrator(url, { Initial, Color }, [CarWithColor]);
    await up();
    const runs = await query(
      url,
      "select outcome, operator, backup_id, options from pitstop.runs order by id",
    );
    expect(runs.at(-1)).toMatchObject({
      outcome: "done",
      operator: expect.stringContaining("@"),
      backup_id: expect.any(String),
      options: { migrations: ["Color"], without: [] },
    });
    expect(report().backup).toContain(String(runs.at(-1)?.backup_id));
  });

  test("has nothing to do the second time, and backs nothing up for it", async () => {
    const url = await cars();
    const { up, report, backups } = await migrator(url, { Initial, Color }, [CarWithColor]);
    await up();
    const made = backups().length;
    expect(await up()).toEqual([]);
    expect(report()).toMatchObject({ outcome: "nothing to do", steps: [] });
    expect(backups()).toHaveLength(made);
  });

  test("after one that was killed at its end says so, and the history as well", async () => {
    const url = await cars();
    const { up, report } = await migrator(url, { Initial, Color }, [CarWithColor]);
    await up();
    // As a kill in the verification leaves it.
    await query(url, "update pitstop.runs set ended_at = null, outcome = null where id = 2");
    expect(await up()).toEqual([]);
    expect(report()).toMatchObject({
      outcome: "nothing to do",
      notes: [expect.stringContaining("was interrupted")],
    });
    expect(
      await query(url, "select outcome, ended_at is null as open from pitstop.runs where id = 2"),
    ).toEqual([{ outcome: "interrupted", open: false }]);
    await up();
    expect(report().notes).toEqual([]);
  });

  test("and down again loses nothing", async () => {
    const url = await cars();
    const original = await fingerprints(url);
    const { up, down, report } = await migrator(url, { Initial, Color }, [CarWithColor]);
    await up();
    expect(await down()).toEqual(["Color"]);
    expect(report().steps.find(({ step }) => step === "rehearsal")?.summary).toContain("down, up and down");
    expect(await fingerprints(url)).toEqual(original);
  });

  test("is applied once when two begin at the same time", async () => {
    const url = await cars();
    const [one, other] = await Promise.all([
      migrator(url, { Initial, Color }, [CarWithColor]),
      migrator(url, { Initial, Color }, [CarWithColor]),
    ]);
    const results = await Promise.all([one.up(), other.up()]);
    expect(results.toSorted((a, b) => a.length - b.length)).toEqual([[], ["Color"]]);
  });

  test("says in the report what was left out, and rehearses nothing without a backup", async () => {
    const url = await cars();
    const { up, report } = await migrator(url, { Initial, Color }, [CarWithColor], ["backup", "lint"]);
    await up();
    expect(report().steps.map(({ step, outcome }) => [step, outcome])).toEqual([
      ["lint", "left out"],
      ["backup", "left out"],
      ["rehearsal", "left out"],
      ["apply", "done"],
      ["verification", "done"],
    ]);
  });

  test("asks to be sure where the backup of a production database is left out", async () => {
    vi.stubEnv("NODE_ENV", "production");
    onTestFinished(() => void vi.unstubAllEnvs());
    const url = await cars();
    const { up } = await migrator(url, { Initial, Color }, [CarWithColor], ["backup"]);
    await expect(up()).rejects.toMatchObject({ code: "BACKUP_LEFT_OUT" });
    expect(await columns(url)).toEqual(["id", "name"]);
    vi.stubEnv("PITSTOP_YES_WITHOUT_BACKUP", "yes");
    expect(await up()).toEqual(["Color"]);
  });
});

describe("up changes nothing", () => {
  test("where a statement would lose data", async () => {
    class Unsafe extends Migration {
      override up(): void {
        this.addSql(`alter table "cars" drop column "name"`);
      }
    }
    await refuses({ Initial, Unsafe }, "MIGRATION_UNSAFE");
  });

  test("where the rehearsal changes values that nobody asked to change", async () => {
    class Cut extends Migration {
      override up(): void {
        this.addSql(`alter table "cars" alter column "name" type varchar(3) using left("name", 3)`);
      }
    }
    const report = await refuses({ Initial, Cut }, "REHEARSAL_DIFFERENCE", ["lint"]);
    expect(report.problems).toEqual([expect.stringContaining("cars.name")]);
  });

  test("where a statement fails on the data that there is", async () => {
    class Unique extends Migration {
      override up(): void {
        this.addSql(`alter table "cars" add constraint "names" unique ("name")`);
      }
    }
    await refuses({ Initial, Unique }, "APPLY_STATEMENT_FAILED", ["lint"]);
  });

  test("where the migrations do not lead to what the entities say", async () => {
    class Colour extends Migration {
      override up(): void {
        this.addSql(`alter table "cars" add column "colour" text null`);
      }
    }
    const report = await refuses({ Initial, Colour }, "MIGRATION_DRIFT");
    expect(report.problems.join()).toContain("colour");
  });

  test("where a migration that is applied was edited", async () => {
    class Edited extends Initial {
      override up(): void {
        this.addSql(
          `create table "cars" ("id" int not null, "name" varchar(20) not null, primary key ("id"))`,
        );
      }
    }
    await refuses({ Initial: Edited, Color }, "HISTORY_MIGRATION_EDITED");
  });

  test("where a migration asks the database by itself", async () => {
    class Own extends Migration {
      override async up(): Promise<void> {
        await this.execute("delete from cars");
      }
    }
    await refuses({ Initial, Own }, "MIGRATION_NOT_READABLE");
  });

  test("where the statements are others than those that were rehearsed", async () => {
    const url = await cars();
    const first = await migrator(url, { Initial, Color }, [CarWithColor]);
    await first.rehearse();
    expect(await columns(url)).toEqual(["id", "name"]);
    class Other extends Color {
      override up(): void {
        this.addSql(`alter table "cars" add column "color" varchar(9) null`);
      }
    }
    const second = await migrator(url, { Initial, Color: Other }, [CarWithColor], ["rehearsal"]);
    await expect(second.up()).rejects.toMatchObject({ code: "MIGRATION_NOT_REHEARSED" });
    const third = await migrator(url, { Initial, Color }, [CarWithColor], ["rehearsal"]);
    expect(await third.up()).toEqual(["Color"]);
  });

  test("inside a transaction of the caller", async () => {
    const { orm } = await migrator(await cars(), { Initial, Color }, [CarWithColor]);
    const withTransaction = orm.em.fork().transactional((em) => {
      const transaction = em.getTransactionContext();
      return orm.migrator.up({ transaction });
    });
    await expect(withTransaction).rejects.toMatchObject({ code: "MIGRATION_OPTION_UNSUPPORTED" });
  });
});

describe("a lost connection is said with what to do", () => {
  test("where the server is not there at all", async () => {
    const url = new URL(await cars());
    url.port = String(await freePort());
    const { up } = await migrator(url.href, { Initial, Color }, [CarWithColor]);
    await expect(up()).rejects.toMatchObject({
      code: "MIGRATION_CONNECTION_LOST",
      message: expect.stringContaining("ECONNREFUSED"),
    });
  });

  test("where it breaks between two steps, and the next run finds all applied", async () => {
    class CutOthers extends Color {
      override up(): void {
        super.up();
        // All sessions of the run but the one that applies and the one that holds the lock.
        this.addSql(`select pg_terminate_backend(pid) from pg_stat_activity a where pid <> pg_backend_pid()
          and datname = current_database() and application_name = 'pitstop migrator'
          and not exists (select from pg_locks l where l.pid = a.pid and locktype = 'advisory')`);
      }
    }
    const url = await cars();
    const migrations = { Initial, CutOthers };
    const { up, report } = await migrator(url, migrations, [CarWithColor], ["lint", "backup"]);
    await expect(up()).rejects.toMatchObject({ code: "MIGRATION_CONNECTION_LOST" });
    expect(report().error).toMatchObject({ code: "MIGRATION_CONNECTION_LOST" });
    expect(await columns(url)).toEqual(["id", "name", "color"]);
    expect(await up()).toEqual([]);
  });
});

test("an empty database is migrated without backup and rehearsal, which have nothing to keep", async () => {
  const url = await emptyDatabase();
  const { up, report, backups } = await migrator(url, { Initial }, [Car]);
  const made = backups().length;
  expect(await up()).toEqual(["Initial"]);
  expect(report().steps.map(({ step, outcome }) => [step, outcome])).toEqual([
    ["lint", "done"],
    ["backup", "not needed"],
    ["rehearsal", "not needed"],
    ["verification", "not needed"],
    ["apply", "done"],
  ]);
  expect(backups()).toHaveLength(made);
});

let count = 0;

function emptyDatabase(): Promise<string> {
  return ensureDatabase(server.url, `cars_${++count}`);
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
  migrations: Record<string, new (...args: ConstructorParameters<typeof Migration>) => Migration>,
  entities: EntitySchema[],
  without: OptionalStep[] = [],
) {
  let last: MigrationReport | undefined;
  const backupFolder = join(folder, "backups");
  const orm = await MikroORM.init({
    driver: PostgreSqlDriver,
    clientUrl: url,
    entities,
    extensions: [
      safeMigrator({
        backupFolder,
        embeddedFolder: join(folder, "server"),
        restoreCommand: "restore",
        without,
        reporter: { ...silentReporter, end: (report) => (last = report) },
      }),
    ],
    migrations: {
      migrationsList: Object.entries(migrations).map(([name, migration]) => ({ name, class: migration })),
      snapshot: false,
    },
  });
  onTestFinished(() => orm.close());
  const names = (applied: readonly { name: string }[]) => applied.map(({ name }) => name);
  return {
    orm,
    up: async () => names(await orm.migrator.up()),
    down: async () => names(await orm.migrator.down()),
    rehearse: () => (orm.migrator as unknown as { rehearse(): Promise<MigrationReport> }).rehearse(),
    backups: () => readdirSync(backupFolder),
    report: () => {
      if (!last) throw new Error("Nothing was reported.");
      return last;
    },
  };
}

/** `up` throws this, and the cars are as they were. */
async function refuses(
  migrations: Parameters<typeof migrator>[1],
  code: string,
  without: OptionalStep[] = [],
): Promise<MigrationReport> {
  const url = await cars();
  const original = await fingerprints(url);
  const { up, report } = await migrator(url, migrations, [CarWithColor], without);
  await expect(up()).rejects.toMatchObject({ code });
  expect(report()).toMatchObject({ outcome: "failed", error: { code } });
  expect(await fingerprints(url)).toEqual(original);
  return report();
}

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
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

async function fingerprints(url: string) {
  const client = await connect(url);
  try {
    return await fingerprintTables(client);
  } finally {
    await client.end();
  }
}
