import { expect, test } from "vitest";
import { Car, CarWithColor, Color, Initial, query, testProject } from "../test/car-project.ts";
import { Migration } from "./migration/migration.ts";

const { emptyDatabase, migrator } = testProject();

/** The list of what is applied, as SQL writes its name. */
const applied = async (url: string, table: string) =>
  (await query(url, `select name from ${table} order by id`)).map(({ name }) => name);

const quick = ["backup", "verification"] as const;

test.each([
  ["a name of its own", quick, { migrations: { tableName: "schema_history" } }, "public.schema_history"],
  ["a name with its schema", [], { migrations: { tableName: "ops.history" } }, "ops.history"],
  [
    "a schema of its own",
    quick,
    { migrations: { tableName: 'the "list"', schema: "ops" } },
    'ops."the ""list"""',
  ],
])("the list of applied migrations has %s", async (_what, without, settings, table) => {
  const url = await emptyDatabase();
  await (await migrator(url, { Initial }, [Car], { settings, without })).up();
  await query(url, "insert into cars values (1, 'Car')");
  const { up, down, safe } = await migrator(url, { Initial, Color }, [CarWithColor], { settings, without });
  expect(await up()).toEqual(["Color"]);
  expect(await applied(url, table)).toEqual(["Initial", "Color"]);
  expect(await safe.audit()).toEqual({ pending: [], missing: [], edited: [] });
  expect(await down()).toEqual(["Color"]);
  expect(await applied(url, table)).toEqual(["Initial"]);
});

test("the database has a search_path, which the rehearsal's copy has as well", async () => {
  const url = await emptyDatabase();
  await query(url, "create schema app");
  await query(
    url,
    "do $$ begin execute format('alter database %I set search_path = app, public', current_database()); end $$",
  );
  await (await migrator(url, { Initial }, [Car])).up();
  await query(url, "insert into cars values (1, 'Car')");
  const { up, report } = await migrator(url, { Initial, Color }, [CarWithColor]);
  expect(await up()).toEqual(["Color"]);
  expect(report().problems).toEqual([]);
  expect(await applied(url, "app.mikro_orm_migrations")).toEqual(["Initial", "Color"]);
  expect(await query(url, "select color from app.cars")).toEqual([{ color: null }]);
});

test("the entities have a schema, and names with quotes and 500 tables are beside it", async () => {
  class InSchema extends Migration {
    override up(): void {
      this.addSql("create schema app");
      this.addSql(`create table app.cars (id int primary key, name text not null)`);
    }
  }
  class Colored extends Migration {
    override up(): void {
      this.addSql("alter table app.cars add column color text null");
    }
    override down(): void {
      this.addSql("alter table app.cars drop column color");
    }
  }
  const url = await emptyDatabase();
  const settings = { schema: "app" };
  await (await migrator(url, { InSchema }, [Car], { settings })).up();
  await query(
    url,
    `create schema "o""ps"; create table "o""ps"."Or""der Items" ("i""d" int primary key, "Name" text check ("Name" <> ''));
     insert into "o""ps"."Or""der Items" values (1, 'x');
     create index "in""dex" on "o""ps"."Or""der Items" ("Name");
     create view "v""iew" as select "Name" as "n""ame" from "o""ps"."Or""der Items";
     create materialized view "m""view" as select * from "v""iew";
     create type "t""ype" as enum ('a''b');
     create table "user" ("order" int primary key, "from" int references "o""ps"."Or""der Items", kind "t""ype");
     insert into "user" values (1, 1, 'a''b');
     create function "f""n"() returns trigger language plpgsql as 'begin return new; end';
     create trigger "t""r" before update on "user" for each row execute function "f""n"();
     create schema many;
     do $$ begin for n in 1..500 loop execute format('create table many.t%s (id int)', n); end loop; end $$`,
  );
  const { up, report } = await migrator(url, { InSchema, Colored }, [CarWithColor], { settings });
  expect(await up()).toEqual(["Colored"]);
  expect(await applied(url, "app.mikro_orm_migrations")).toEqual(["InSchema", "Colored"]);
  expect(report()).toMatchObject({ outcome: "done", problems: [], drift: [] });
  expect(report().unmanaged).toHaveLength(504);
  expect(report().notes.filter((note) => note.includes("without an entity"))).toEqual([
    "504 tables and views without an entity left alone.",
  ]);
});

test("a refused run leaves nothing in a database that is new, nor does a look at it", async () => {
  class Unsafe extends Migration {
    override up(): void {
      this.addSql("drop table cars");
    }
  }
  const url = await emptyDatabase();
  const { up, safe } = await migrator(url, { Initial, Unsafe }, [Car]);
  expect(await safe.audit()).toMatchObject({ pending: ["Initial", "Unsafe"] });
  await expect(up()).rejects.toMatchObject({ code: "MIGRATION_UNSAFE" });
  expect(
    await query(
      url,
      "select nspname from pg_namespace where nspname !~ '^(pg_|information_schema)' and nspname <> 'public'",
    ),
  ).toEqual([]);
  expect(
    await query(url, "select relname from pg_class where relnamespace = 'public'::regnamespace"),
  ).toEqual([]);
});

test("a read-only database is reported as read-only", async () => {
  const url = await emptyDatabase();
  await query(
    url,
    "do $$ begin execute format('alter database %I set default_transaction_read_only = on', current_database()); end $$",
  );
  const { up } = await migrator(url, { Initial }, [Car]);
  await expect(up()).rejects.toMatchObject({
    code: "DATABASE_READ_ONLY",
    message: expect.stringContaining("read-only"),
  });
});
