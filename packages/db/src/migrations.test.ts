import { domains, sortKeys } from "@app/types";
import type { EntityName } from "@mikro-orm/core";
import { retiredTables, retiredViews, type SeedDomain } from "@pitstop/database";
import { expect, onTestFinished, test } from "vitest";
import { testDatabase } from "../test/index.ts";
import { database, entities, migrationNames, pendingMigrations } from "./index.ts";
import { openForMigration } from "./migrating.ts";

test("the migrations make what the entities describe, down takes all of it away, and up brings it back", async () => {
  const { orm, migrator } = await migratable();
  expect(await orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe("");
  await migrator.down({ to: 0 });
  expect(await tables(orm)).toEqual(["mikro_orm_migrations"]);
  await migrator.up();
  expect(await tables(orm)).toEqual(["mikro_orm_migrations", ...tablesOfEntities(orm)].sort(byName));
  expect(await orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe("");
});

test("the committed snapshot is that of the entities", async () => {
  const { migrator } = await migratable();
  expect(await migrator.checkSchema()).toBe(false);
});

test("pending migrations are named until they have run, also on a database that has seen none", async () => {
  const { orm, migrator } = await migratable();
  expect(await pendingMigrations(orm)).toEqual([]);
  await migrator.down();
  expect(await pendingMigrations(orm)).toEqual(migrationNames().slice(-1));
  await orm.em.fork().execute("drop table mikro_orm_migrations");
  expect(await pendingMigrations(orm)).toEqual(migrationNames());
});

test("every foreign key has an index", async () => {
  const { orm } = await testDatabase();
  const unindexed = await orm.em.fork().execute(`
    select conrelid::regclass::text as "table", conname from pg_constraint c
    where contype = 'f' and not exists (
      select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1] and i.indisvalid)`);
  expect(unindexed).toEqual([]);
});

test("every sortable attribute has an index that serves (attribute, id), or one that is unique", async () => {
  const { orm } = await testDatabase();
  for (const [name, domain] of Object.entries<SeedDomain>(domains)) {
    const metadata = orm
      .getMetadata()
      .get((entities as Record<string, EntityName<object>>)[name] as EntityName<object>);
    const indexed = metadata.indexes.map(({ properties }) => String(properties));
    for (const attribute of sortKeys(domain.attributes)) {
      const property = metadata.properties[attribute as never] as { unique?: boolean; primary?: boolean };
      expect(
        property.unique || property.primary || indexed.includes(`${attribute},id`),
        `${name}.${attribute}`,
      ).toBeTruthy();
    }
  }
});

/** A test database with the migrator, which backs nothing up: there is nothing to lose. */
async function migratable() {
  const { orm, url } = await testDatabase();
  const migrating = await openForMigration(url, { without: ["backup"] });
  onTestFinished(() => migrating.close());
  return { orm, migrator: migrating.migrator };
}

/** The tables that the entities describe, those of domains that are gone, and views under names of before. */
const tablesOfEntities = (orm: Orm): string[] => [
  ...Object.values(entities as Record<string, EntityName<object>>).map(
    (entity) => orm.getMetadata().get(entity).tableName,
  ),
  ...retiredTables(database.retired),
  ...retiredViews(database.retired),
];

const byName = (one: string, other: string): number => (one < other ? -1 : 1);

type Orm = Awaited<ReturnType<typeof testDatabase>>["orm"];

async function tables({ em }: Orm): Promise<string[]> {
  const rows = await em
    .fork()
    .execute<{ name: string }[]>(
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    );
  return rows.map(({ name }) => name);
}
