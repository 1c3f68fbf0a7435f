import { readdirSync } from "node:fs";
import type { MikroORM } from "@mikro-orm/postgresql";
import { migrationsTable } from "./config.ts";
import type { DatabaseDefinition } from "./definition.ts";

/** The bundle carries no migration files: its build writes their names here. */
declare const PITSTOP_MIGRATIONS: string[] | undefined;

/** The migrations of this version of the code that the database has not seen; the server does not run them itself. */
export async function pendingMigrations(definition: DatabaseDefinition, orm: MikroORM): Promise<string[]> {
  const rows = await appliedMigrations(orm);
  const applied = new Set(rows.map(({ name }) => name));
  return migrationNames(definition).filter((name) => !applied.has(name));
}

/** The names of all migrations, oldest first. */
export function migrationNames({ migrations }: DatabaseDefinition): string[] {
  if (typeof PITSTOP_MIGRATIONS !== "undefined") return PITSTOP_MIGRATIONS;
  return readdirSync(migrations)
    .filter((file) => /^Migration\w+\.ts$/.test(file))
    .map((file) => file.replace(/\.ts$/, ""))
    .sort();
}

const UNDEFINED_TABLE = "42P01";

async function appliedMigrations(orm: MikroORM): Promise<{ name: string }[]> {
  try {
    return await orm.em.fork().execute<{ name: string }[]>(`select name from ${migrationsTable}`);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === UNDEFINED_TABLE) return [];
    throw error;
  }
}
