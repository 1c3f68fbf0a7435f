import { defineEntity, MikroORM, p } from "@mikro-orm/core";
import { PostgreSqlDriver } from "@mikro-orm/postgresql";
import { Migration } from "../../src/migration/migration.ts";
import { type Reporter, silentReporter } from "../../src/report/reporter.ts";
import { safeMigrator } from "../../src/safe-migrator.ts";

const Owner = defineEntity({
  name: "Owner",
  tableName: "owners",
  properties: { id: p.integer().primary().autoincrement(false), name: p.text() },
});

const Car = defineEntity({
  name: "Car",
  tableName: "cars",
  properties: {
    id: p.integer().primary().autoincrement(false),
    name: p.text().index("cars_name_index"),
    price: p.integer(),
    color: p.text().nullable(),
    cents: p.bigint(),
    owner: () => p.manyToOne(Owner).nullable().index("cars_owner_id_index"),
  },
});

class Initial extends Migration {
  override up(): void {
    this.addSql(`create table "owners" ("id" int not null, "name" text not null, primary key ("id"))`);
    this.addSql(
      `create table "cars" ("id" int not null, "name" text not null, "price" int not null, "owner_id" int null, primary key ("id"))`,
    );
  }
  override down(): void {
    this.addSql(`drop table "cars"`);
    this.addSql(`drop table "owners"`);
  }
}

class NullableColumn extends Migration {
  override up(): void {
    this.addSql(`alter table "cars" add column "color" text null`);
    this.addSql(`alter table "cars" add column "cents" bigint null`);
  }
  override down(): void {
    this.addSql(`alter table "cars" drop column "cents"`);
    this.addSql(`alter table "cars" drop column "color"`);
  }
}

class Backfill extends Migration {
  override isTransactional(): boolean {
    return false;
  }
  override up(): void {
    this.backfill({ table: "cars", set: "cents = price * 100", where: "cents is null", batchSize: 100 });
  }
  override down(): void {
    this.backfill({ table: "cars", set: "cents = null", where: "cents is not null", batchSize: 500 });
  }
}

class ConcurrentIndex extends Migration {
  override isTransactional(): boolean {
    return false;
  }
  override up(): void {
    this.addSql(`create index concurrently "cars_name_index" on "cars" ("name")`);
    this.addSql(`create index concurrently "cars_owner_id_index" on "cars" ("owner_id")`);
  }
  override down(): void {
    this.addSql(`drop index concurrently "cars_owner_id_index"`);
    this.addSql(`drop index concurrently "cars_name_index"`);
  }
}

class Required extends Migration {
  override isTransactional(): boolean {
    return false;
  }
  override up(): void {
    this.addSql(
      `alter table "cars" add constraint "cars_cents_not_null" check ("cents" is not null) not valid`,
    );
    this.addSql(`alter table "cars" validate constraint "cars_cents_not_null"`);
    this.addSql(`alter table "cars" alter column "cents" set not null`);
    this.addSql(`alter table "cars" drop constraint "cars_cents_not_null"`);
  }
  override down(): void {
    this.addSql(`alter table "cars" alter column "cents" drop not null`);
  }
}

class ForeignKey extends Migration {
  override isTransactional(): boolean {
    return false;
  }
  override up(): void {
    this.addSql(
      `alter table "cars" add constraint "cars_owner_id_foreign" foreign key ("owner_id") references "owners" ("id") on delete set null not valid`,
    );
    this.addSql(`alter table "cars" validate constraint "cars_owner_id_foreign"`);
  }
  override down(): void {
    this.addSql(`alter table "cars" drop constraint "cars_owner_id_foreign"`);
  }
}

const first = "1_tables";
const migrations = {
  [first]: Initial,
  "2_nullable_column": NullableColumn,
  "3_backfill": Backfill,
  "4_concurrent_index": ConcurrentIndex,
  "5_required": Required,
  "6_foreign_key": ForeignKey,
};
export const allMigrations: readonly string[] = Object.keys(migrations);

const ROWS = 5_000;

/** Where a migrator runs, and with what. */
export interface Target {
  readonly url: string;
  readonly backupFolder: string;
  /** For a database of the embedded server, which is backed up and rehearsed as a whole. */
  readonly embeddedFolder?: string;
}

/** Cars and their owners as they are before the pending migrations; run on an empty database. */
export async function prepareTarget(target: Target): Promise<void> {
  const orm = await open(target, silentReporter);
  try {
    await orm.migrator.up({ to: first });
    const connection = orm.em.getConnection();
    await connection.execute("insert into owners select n, 'Owner ' || n from generate_series(1, 50) n");
    await connection.execute(
      `insert into cars select n, 'Car ' || n % 700, n * 7 % 1000, nullif(n % 51, 0)
       from generate_series(1, ${ROWS}) n`,
    );
  } finally {
    await orm.close(true);
  }
}

/** `migration:up`: gives the names of what it applied. */
export async function migrateTarget(target: Target, reporter: Reporter): Promise<string[]> {
  const orm = await open(target, reporter);
  try {
    return (await orm.migrator.up()).map(({ name }) => name);
  } finally {
    await orm.close(true);
  }
}

function open({ url, backupFolder, embeddedFolder }: Target, reporter: Reporter) {
  return MikroORM.init({
    driver: PostgreSqlDriver,
    clientUrl: url,
    entities: [Car, Owner],
    extensions: [safeMigrator({ backupFolder, embeddedFolder, restoreCommand: "restore", reporter })],
    migrations: {
      migrationsList: Object.entries(migrations).map(([name, migration]) => ({ name, class: migration })),
      snapshot: false,
    },
  });
}
