import type { SchemaGenerator } from "@mikro-orm/postgresql";
import { pendingMigrations } from "@pitstop/db";
import { developmentDatabase } from "@pitstop/db/development";
import { openForMigration } from "@pitstop/db/migrating";
import { migrationPath } from "../apply/migrations.ts";
import type { CheckFinding } from "./check-workspace.ts";

const entities = "packages/db/src/entities/index.ts";
const snapshot = "packages/db/src/migrations/snapshot.json";

/** Where entities, migrations and the development database do not agree, and foreign keys without an index. */
export async function databaseFindings(): Promise<CheckFinding[]> {
  const database = await developmentDatabase();
  const orm = await openForMigration(database.url);
  try {
    if (await orm.migrator.checkSchema()) {
      return [
        finding(snapshot, "The entities have changes without a migration: pnpm --filter db migration:create"),
      ];
    }
    const pending = await pendingMigrations(orm);
    if (pending.length > 0) {
      return pending.map((name) => finding(migrationPath(name), "Pending: pnpm --filter db migration:up"));
    }
    const drift = await (orm.schema as SchemaGenerator).getUpdateSchemaSQL({ wrap: false });
    const rows = await orm.em.fork().execute<{ name: string }[]>(unindexed);
    return [
      ...drift
        .split("\n")
        .flatMap((line) => (line.trim() === "" ? [] : finding(entities, `The database differs: ${line}`))),
      ...rows.map(({ name }) => finding(entities, `The foreign key ${name} has no index.`)),
    ];
  } finally {
    await orm.close(true);
    await database.stop();
  }
}

const finding = (path: string, text: string): CheckFinding => ({ path, line: 1, text });

const unindexed = `
  select conrelid::regclass || '.' || conname as name from pg_constraint c
  where contype = 'f' and connamespace <> coalesce(to_regnamespace('pitstop'), 0) and not exists (
    select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1] and i.indisvalid)`;
