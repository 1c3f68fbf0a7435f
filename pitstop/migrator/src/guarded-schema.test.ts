import { expect, onTestFinished, test, vi } from "vitest";
import { Car, Initial, query, testProject } from "../test/car-project.ts";

const { emptyDatabase, cars, migrator } = testProject();

/** What `migration:fresh` does. */
async function fresh(url: string, dropDb = false): Promise<void> {
  const { orm, up } = await migrator(url, { Initial }, [Car], { without: ["backup"] });
  await orm.schema.drop({ dropMigrationsTable: true, dropDb });
  await up();
  await orm.close();
}

test("a fresh start takes what the migrator noted of the old tables with it", async () => {
  const url = await cars();
  await query(
    url,
    `insert into pitstop.migrations (name, hash) values ('Migration9', 'gone')
     on conflict do nothing`,
  );
  await fresh(url);
  expect(await query(url, "select * from cars")).toEqual([]);
  expect(await query(url, "select name from pitstop.migrations")).toEqual([{ name: "Initial" }]);
  expect(await query(url, "select count(*)::int as n from pitstop.runs")).toEqual([{ n: 1 }]);
});

test("a fresh start with a new database of the same name ends migrated as well", async () => {
  const url = await emptyDatabase();
  await fresh(url);
  await query(url, "insert into cars values (1, 'Audi')");
  await fresh(url, true);
  expect(await query(url, "select * from cars")).toEqual([]);
  expect(await query(url, "select name from pitstop.migrations")).toEqual([{ name: "Initial" }]);
});

test("a fresh start takes along what no entity names: functions of triggers, and tables and views put aside", async () => {
  const url = await cars();
  await query(
    url,
    `create function cars_sync() returns trigger language plpgsql as 'begin return new; end';
     create trigger cars_sync before insert on cars for each row execute function cars_sync();
     create function kept() returns int language sql as 'select 1';
     create table lorries (id int primary key);
     create view vans as select * from lorries`,
  );
  const { orm, up } = await migrator(url, { Initial }, [Car], { without: ["backup"] });
  Object.assign(orm.config.get("schemaGenerator"), { skipTables: ["lorries"], skipViews: ["vans"] });
  await orm.schema.drop({ dropMigrationsTable: true });
  const left = `
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')
    union all select proname from pg_proc where pronamespace = 'public'::regnamespace`;
  expect(await query(url, left)).toEqual([{ name: "kept" }]);
  await up();
  await orm.close();
});

test("a fresh start takes along the schemas of the project, and no others", async () => {
  const url = await cars();
  await query(url, "create schema auth; create table auth.users (id int); create schema theirs");
  const { orm } = await migrator(url, { Initial }, [Car], { without: ["backup"], ownSchemas: ["auth"] });
  await orm.schema.drop({ dropMigrationsTable: true });
  await orm.close();
  const left = "select nspname as name from pg_namespace where nspname in ('auth', 'theirs', 'pitstop')";
  expect(await query(url, left)).toEqual([{ name: "theirs" }]);
});

test("on a database that has no tables yet it is a first start", async () => {
  const url = await emptyDatabase();
  await fresh(url);
  expect(await query(url, "select * from cars")).toEqual([]);
});

test.each([false, true])("in production nothing is dropped (the whole database: %s)", async (dropDb) => {
  const url = await cars();
  vi.stubEnv("NODE_ENV", "production");
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(fresh(url, dropDb)).rejects.toMatchObject({
    code: "DROP_IN_PRODUCTION",
    message: expect.stringContaining("NODE_ENV=production"),
  });
  expect(await query(url, "select count(*)::int as n from cars")).toEqual([{ n: 300 }]);
});
