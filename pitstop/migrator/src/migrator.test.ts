import { freePort } from "@pitstop/postgres";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import {
  Car,
  CarWithColor,
  Color,
  Initial,
  type Migrations,
  query,
  testProject,
} from "../test/car-project.ts";
import { Migration } from "./migration/migration.ts";
import type { MigrationReport } from "./report/report.ts";
import type { OptionalStage } from "./settings.ts";

const { emptyDatabase, cars, migrator, columns, fingerprints } = testProject();

describe("up on a database with data", () => {
  test("lints, backs up, rehearses on the backup, applies and verifies", async () => {
    const url = await cars();
    const { up, report } = await migrator(url, { Initial, Color }, [CarWithColor]);
    expect(await up()).toEqual(["Color"]);
    expect(report().stages.map(({ stage, outcome }) => [stage, outcome])).toEqual([
      ["lint", "done"],
      ["backup", "done"],
      ["rehearsal", "done"],
      ["apply", "done"],
      ["verification", "done"],
    ]);
    expect(report()).toMatchObject({
      outcome: "done",
      migrations: ["Color"],
      applied: ["Color"],
      problems: [],
      notes: [],
      error: null,
    });
    // Older ones stay as they are, and nobody says that there are none.
    expect(report().stages.at(-1)?.summary).toMatch(/, no new orphans, no new invalid index$/);
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
    expect(report()).toMatchObject({ outcome: "nothing to do", stages: [] });
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
    expect(report().stages.find(({ stage }) => stage === "rehearsal")?.summary).toContain(
      "down, up and down",
    );
    expect(await fingerprints(url)).toEqual(original);
  });

  test("and down without a rehearsal is not held against what was rehearsed of the way there", async () => {
    const url = await cars();
    await (await migrator(url, { Initial, Color }, [CarWithColor])).up();
    const { down } = await migrator(url, { Initial, Color }, [CarWithColor], { without: ["rehearsal"] });
    expect(await down()).toEqual(["Color"]);
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
    const { up, report } = await migrator(url, { Initial, Color }, [CarWithColor], {
      without: ["backup", "lint"],
    });
    await up();
    expect(report().stages.map(({ stage, outcome }) => [stage, outcome])).toEqual([
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
    const { up } = await migrator(url, { Initial, Color }, [CarWithColor], { without: ["backup"] });
    await expect(up()).rejects.toMatchObject({ code: "BACKUP_LEFT_OUT" });
    expect(await columns(url)).toEqual(["id", "name"]);
    vi.stubEnv("PITSTOP_YES_WITHOUT_BACKUP", "yes");
    expect(await up()).toEqual(["Color"]);
  });
});

test("where a later migration fails, the report says which were applied", async () => {
  class Unique extends Migration {
    override up(): void {
      this.addSql(`alter table "cars" add constraint "names" unique ("name")`);
    }
  }
  const url = await cars();
  const options = { without: ["lint", "rehearsal"] } satisfies { without: OptionalStage[] };
  const { up, report } = await migrator(url, { Initial, Color, Unique }, [CarWithColor], options);
  await expect(up()).rejects.toMatchObject({ code: "APPLY_STATEMENT_FAILED" });
  expect(report()).toMatchObject({ outcome: "failed", migrations: ["Color", "Unique"], applied: ["Color"] });
  expect(await columns(url)).toEqual(["id", "name", "color"]);
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

  test("where what was rehearsed is not approved", async () => {
    const url = await cars();
    const approve = () => Promise.reject(new Error("The application does not compile."));
    const { up, report } = await migrator(url, { Initial, Color }, [CarWithColor], { approve });
    await expect(up()).rejects.toThrow("The application does not compile.");
    expect(report().stages.map(({ stage, outcome }) => [stage, outcome])).toEqual([
      ["lint", "done"],
      ["backup", "done"],
      ["rehearsal", "done"],
    ]);
    expect(report()).toMatchObject({ outcome: "failed" });
    expect(await columns(url)).toEqual(["id", "name"]);
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
    expect(report.problems).toEqual(["cars.color is missing (Car.color)."]);
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

  test("where a migration uses the entity manager outside a transaction", async () => {
    class Own extends Migration {
      override isTransactional(): boolean {
        return false;
      }
      override async up(): Promise<void> {
        await this.getEntityManager().execute("delete from cars");
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
    const second = await migrator(url, { Initial, Color: Other }, [CarWithColor], { without: ["rehearsal"] });
    await expect(second.up()).rejects.toMatchObject({ code: "MIGRATION_NOT_REHEARSED" });
    const third = await migrator(url, { Initial, Color }, [CarWithColor], { without: ["rehearsal"] });
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

test("what no entity owns is made by hand, and left alone ever after", async () => {
  class ByHand extends Migration {
    override up(): void {
      this.addSql("create view names as select name from cars");
      this.addSql("create schema depot");
      this.addSql(`create table depot."Or""der Items" (id int primary key)`);
      this.addSql(`create function noted() returns trigger language plpgsql as 'begin return new; end'`);
      this.addSql("create trigger noted before update on cars for each row execute function noted()");
      this.addSql("comment on table cars is 'driven'");
    }
  }
  const { up, report } = await migrator(await cars(), { Initial, ByHand }, [Car]);
  expect(await up()).toEqual(["ByHand"]);
  expect(report()).toMatchObject({ outcome: "done", problems: [], drift: [], unmanaged: [] });
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
    const { up, report } = await migrator(url, migrations, [CarWithColor], { without: ["lint", "backup"] });
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
  expect(report().stages.map(({ stage, outcome }) => [stage, outcome])).toEqual([
    ["lint", "done"],
    ["backup", "not needed"],
    ["rehearsal", "not needed"],
    ["apply", "done"],
    ["verification", "not needed"],
  ]);
  expect(backups()).toHaveLength(made);
});

/** `up` throws this, and the cars are as they were. */
async function refuses(
  migrations: Migrations,
  code: string,
  without: OptionalStage[] = [],
): Promise<MigrationReport> {
  const url = await cars();
  const original = await fingerprints(url);
  const { up, report } = await migrator(url, migrations, [CarWithColor], { without });
  await expect(up()).rejects.toMatchObject({ code });
  expect(report()).toMatchObject({ outcome: "failed", error: { code } });
  expect(await fingerprints(url)).toEqual(original);
  return report();
}
