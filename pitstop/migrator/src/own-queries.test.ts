import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { Car, CarWithColor, Color, Initial, query, testProject } from "../test/car-project.ts";
import { Migration } from "./migration/migration.ts";

const { cars, emptyDatabase, migrator } = testProject();

/** As MikroORM documents it: reads first, and decides then. */
class Painted extends Migration {
  override async up(): Promise<void> {
    await this.execute(`alter table "cars" add column "color" text null`);
    const rows = await this.execute("select id from cars where id <= ? order by id", [2]);
    for (const { id } of rows) this.addSql(`update cars set color = 'red' where id = ${id}`);
  }
}

test("a pending migration that runs its own queries runs on a copy first, then the same way on the database", async () => {
  const url = await cars();
  const { up, report, safe } = await migrator(url, { Initial, Painted }, [CarWithColor]);
  expect(await up()).toEqual(["Painted"]);
  expect(report().statements.map(({ statement }) => statement)).toEqual([
    `alter table "cars" add column "color" text null`,
    "select id from cars where id <= 2 order by id",
    "update cars set color = 'red' where id = 1",
    "update cars set color = 'red' where id = 2",
  ]);
  expect(report().stages.map(({ stage }) => stage)).toEqual([
    "backup",
    "lint",
    "rehearsal",
    "apply",
    "verification",
  ]);
  expect(await query(url, "select count(*)::int as red from cars where color = 'red'")).toEqual([{ red: 2 }]);
  expect(await safe.audit()).toMatchObject({ pending: [], edited: [] });
});

test.each([
  ["an applied one can't be read, and stops nothing that comes after it", undefined, "Painted can't be read"],
  ["those before startAfter are not looked at", "Painted", ""],
])("%s", async (_what, startAfter, note) => {
  const url = await emptyDatabase();
  const without = ["backup", "verification"] as const;
  await (await migrator(url, { Initial, Painted }, [CarWithColor])).up();
  class Label extends Migration {
    override up(): void {
      this.addSql(`alter table "cars" add column "label" text null`);
    }
  }
  const options = { without, ...(startAfter && { startAfter }) };
  const { up, report } = await migrator(url, { Initial, Painted, Label }, [CarWithColor], options);
  expect(await up()).toEqual(["Label"]);
  expect(
    report()
      .notes.filter((line) => line.includes("be read"))
      .join(),
  ).toContain(note);
  expect(report().notes.some((line) => line.includes("be read"))).toBe(note !== "");
});

test("what the entity manager of a migration does is recorded and applied in its transaction", async () => {
  class Managed extends Migration {
    override async up(): Promise<void> {
      await this.execute(`alter table "cars" add column "color" text null`);
      const em = this.getEntityManager();
      const first = await em.findOneOrFail(CarWithColor, 1);
      first.color = "red";
      await em.flush();
      const changed = await em.nativeUpdate(CarWithColor, { id: 2 }, { color: "blue" });
      await em.transactional(async (inner) => {
        await inner
          .createQueryBuilder(CarWithColor)
          .update({ color: `${changed} changed` })
          .where({ id: 2 })
          .execute();
      });
    }
  }
  const url = await cars();
  const { up, report } = await migrator(url, { Initial, Managed }, [CarWithColor]);
  expect(await up()).toEqual(["Managed"]);
  expect(await query(url, "select id, color from cars where color is not null order by id")).toEqual([
    { id: 1, color: "red" },
    { id: 2, color: "1 changed" },
  ]);
  const statements = report().statements.map(({ statement }) => statement);
  expect(statements).toContain("savepoint trx1");
  expect(statements).toContain("release savepoint trx1");
});

test.each<[string, (manager: ReturnType<Migration["getEntityManager"]>) => Promise<unknown>]>([
  ["a fork without the transaction", (manager) => manager.fork().execute("delete from cars")],
  ["Kysely", (manager) => manager.getKysely<{ cars: { id: number } }>().deleteFrom("cars").execute()],
  ["a client of its own", async (manager) => manager.getConnection().getClient()],
])("a migration that goes past its transaction by %s is refused", async (_, work) => {
  class Past extends Migration {
    override async up(): Promise<void> {
      await this.execute("select 1");
      await work(this.getEntityManager());
    }
  }
  const url = await cars();
  const { up } = await migrator(url, { Initial, Past }, [Car]);
  await expect(up()).rejects.toMatchObject({ code: "MIGRATION_NOT_READABLE" });
  expect(await query(url, "select count(*)::int > 0 as are_there from cars")).toEqual([{ are_there: true }]);
});

test("what it does on the copy is linted", async () => {
  class Dropped extends Migration {
    override async up(): Promise<void> {
      await this.execute("drop table cars");
    }
  }
  const { up, report } = await migrator(await cars(), { Initial, Dropped }, [Car]);
  await expect(up()).rejects.toMatchObject({ code: "MIGRATION_UNSAFE" });
  expect(report().findings[0]).toMatchObject({ rule: "drop-table", migration: "Dropped" });
});

test("one that runs other statements than on the copy is rolled back", async () => {
  const url = await cars();
  class Fickle extends Color {
    override async up(): Promise<void> {
      super.up();
      const [session] = await this.execute("select pg_backend_pid() as pid");
      await this.execute(`select ${session?.pid}`);
    }
  }
  const { up } = await migrator(url, { Initial, Fickle }, [CarWithColor]);
  await expect(up()).rejects.toMatchObject({ code: "APPLY_NOT_AS_RECORDED" });
  expect(await query(url, "select name from mikro_orm_migrations")).toEqual([{ name: "Initial" }]);
});

test.each<[string, (migration: Migration) => Promise<unknown>]>([
  [
    "the time, by the entity manager",
    (migration) =>
      migration.getEntityManager().nativeUpdate(CarWithColor, { id: 1 }, { color: new Date().toISOString() }),
  ],
  [
    "a random value, in what it lists",
    async (migration) => migration.addSql(`update cars set color = '${randomUUID()}'`),
  ],
])("one that writes %s is refused before anything runs", async (_, work) => {
  class Dated extends Migration {
    override async up(): Promise<void> {
      await this.execute(`alter table "cars" add column "color" text null`);
      await work(this);
    }
  }
  const url = await cars();
  const { up } = await migrator(url, { Initial, Dated }, [CarWithColor]);
  await expect(up()).rejects.toMatchObject({
    code: "MIGRATION_NOT_REPEATABLE",
    message: expect.stringContaining("Dated runs other statements each time"),
    hint: expect.stringContaining("now()"),
  });
  expect(await query(url, "select name from mikro_orm_migrations")).toEqual([{ name: "Initial" }]);
});

test("a new database runs an old history that has such migrations", async () => {
  const url = await emptyDatabase();
  const { up, report } = await migrator(url, { Initial, Painted }, [CarWithColor]);
  expect(await up()).toEqual(["Initial", "Painted"]);
  expect(report().outcome).toBe("done");
});

test("without a backup there is no copy to record it on", async () => {
  const { up } = await migrator(await cars(), { Initial, Painted }, [Car], { without: ["backup"] });
  await expect(up()).rejects.toMatchObject({
    code: "MIGRATION_NOT_READABLE",
    message: expect.stringContaining("Painted runs its own queries"),
  });
});
