import type pg from "pg";
import { MigratorError } from "../errors.ts";
import type { ReadMigration } from "../migration/read-migration.ts";

/** Which migrations are applied, with the hash of what was applied: an edit afterwards shows. */
export const createAppliedMigrations = `create table if not exists pitstop.migrations (
  name text primary key,
  hash text not null,
  applied_at timestamptz not null default now()
)`;

/** Notes the migration as applied, or no longer so after a `down`. Belongs into the transaction that makes it true. */
export async function noteMigration(client: pg.ClientBase, migration: ReadMigration): Promise<void> {
  if (migration.direction === "down") {
    await client.query("delete from pitstop.migrations where name = $1", [migration.name]);
    return;
  }
  await client.query(
    `insert into pitstop.migrations (name, hash) values ($1, $2)
     on conflict (name) do update set hash = excluded.hash, applied_at = now()`,
    [migration.name, migration.hash],
  );
}

/**
 * The names of those that were edited after being applied. `migrations` are the applied ones, read in direction up; one
 * that was applied before this history was kept is not known, and passes.
 */
export async function editedMigrations(
  client: pg.ClientBase,
  migrations: readonly ReadMigration[],
): Promise<string[]> {
  const { rows } = await client.query<{ name: string; hash: string }>(
    "select name, hash from pitstop.migrations",
  );
  const applied = new Map(rows.map(({ name, hash }) => [name, hash]));
  return migrations
    .filter(({ name, hash }) => applied.has(name) && applied.get(name) !== hash)
    .map(({ name }) => name);
}

/** Compares the files with what was applied from them. Throws MigratorError HISTORY_MIGRATION_EDITED. */
export async function refuseEditedMigrations(
  client: pg.ClientBase,
  migrations: readonly ReadMigration[],
): Promise<void> {
  const edited = await editedMigrations(client, migrations);
  if (edited.length === 0) return;
  throw new MigratorError(
    "HISTORY_MIGRATION_EDITED",
    `${edited.join(", ")} ${edited.length === 1 ? "was" : "were"} edited after being applied: the file no longer says what was done to this database.`,
    "Put the file back as it was (git log -p shows it), and write the change as a new migration.",
  );
}
