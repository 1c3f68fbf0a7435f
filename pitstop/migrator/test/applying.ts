import { backfillStep, hashOf, sqlStep } from "@pitstop/lint";
import type pg from "pg";
import type { ApplyOptions } from "../src/apply/apply-options.ts";
import type { BackfillPlan } from "../src/backfill/index.ts";
import type { Direction, ReadMigration } from "../src/migration/read-migration.ts";

/** A migration of these statements and backfills. */
export function migrationOf(
  steps: readonly (string | BackfillPlan)[],
  options: { name?: string; direction?: Direction; isTransactional?: boolean } = {},
): ReadMigration {
  const asSteps = steps.map((step) => (typeof step === "string" ? sqlStep(step) : backfillStep(step)));
  return {
    name: options.name ?? "Migration1",
    direction: options.direction ?? "up",
    isTransactional: options.isTransactional ?? true,
    steps: asSteps,
    hash: hashOf(asSteps.map(({ hash }) => hash).join("\n")),
  };
}

export function stepByStep(...steps: (string | BackfillPlan)[]): ReadMigration {
  return migrationOf(steps, { isTransactional: false });
}

/** Options of `applyMigration` with the log that MikroORM keeps: name by name in a table. */
export function optionsFor(url: string, migration: ReadMigration): ApplyOptions {
  return {
    url,
    migration,
    log: async (client) => {
      await client.query("create table if not exists mikro_orm_migrations (name text)");
      await client.query(
        migration.direction === "up"
          ? "insert into mikro_orm_migrations values ($1)"
          : "delete from mikro_orm_migrations where name = $1",
        [migration.name],
      );
    },
  };
}

/** The names in MikroORM's log. */
export async function logged(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select name from mikro_orm_migrations order by name",
  );
  return rows.map(({ name }) => name);
}

/** A table with this many rows. */
export async function createCars(client: pg.ClientBase, rows: number): Promise<void> {
  await client.query(
    "create table cars (id bigint generated always as identity primary key, name text, price int)",
  );
  await client.query("insert into cars (name) select 'car ' || n from generate_series(1, $1) as n", [rows]);
  await client.query("analyze cars");
}

/** One row and column of an answer. */
export async function value(client: pg.ClientBase, sql: string): Promise<unknown> {
  const { rows } = await client.query<Record<string, unknown>>(sql);
  return Object.values(rows[0] ?? {})[0];
}
