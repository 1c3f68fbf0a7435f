import type pg from "pg";
import { codeOf } from "../database-error.ts";
import { MigratorError } from "../errors.ts";
import { inTransaction, rolledBack } from "../transaction.ts";
import { createAppliedMigrations } from "./applied-migrations.ts";
import { createBackfills } from "./backfills.ts";
import { createProgress } from "./progress.ts";
import { createRehearsals } from "./rehearsals.ts";
import { createRunSteps } from "./run-steps.ts";
import { createRuns } from "./runs.ts";

const tables = {
  runs: createRuns,
  run_steps: createRunSteps,
  migrations: createAppliedMigrations,
  progress: createProgress,
  rehearsals: createRehearsals,
  backfills: createBackfills,
};

const ATTEMPTS = 10;
/** For another process that makes them, in milliseconds. */
const LONGEST_WAIT = 30_000;

/**
 * Makes the migrator's own tables, in schema `pitstop`, where they are missing; several processes may do so at once.
 * Throws MigratorError HISTORY_NO_RIGHTS.
 */
export async function ensureHistory(client: pg.ClientBase): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      if (!(await isUsable(client))) await create(client);
      return;
    } catch (error) {
      // IF NOT EXISTS looks first and creates then: of two at the same moment, one fails on a unique catalogue index.
      const isRace = ["23505", "42P06", "42P07", "42710", "XX000", "40P01"].includes(codeOf(error) ?? "");
      if (!isRace || attempt === ATTEMPTS) throw await explained(error, client);
    }
  }
}

/**
 * Whether the migrator's own tables are there, up to date. Where nothing of them is, it only proves that they can be
 * made, and leaves nothing. Throws as `ensureHistory`.
 */
export async function hasHistory(client: pg.ClientBase): Promise<boolean> {
  const { rowCount } = await client.query("select where to_regclass('pitstop.migrations') is not null");
  if (rowCount !== 0) {
    await ensureHistory(client);
    return true;
  }
  try {
    await rolledBack(client, () => createTables(client));
    return false;
  } catch (error) {
    throw await explained(error, client);
  }
}

async function isUsable(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ isUsable: boolean | null }>(
    `select bool_and(coalesce(has_table_privilege(found, 'select') and has_table_privilege(found, 'insert')
       and has_table_privilege(found, 'update') and has_table_privilege(found, 'delete'), false)) as "isUsable"
     from (select to_regclass('pitstop.' || name)::oid as found from unnest($1::text[]) as name) as tables`,
    [Object.keys(tables)],
  );
  return rows[0]?.isUsable === true;
}

async function create(client: pg.ClientBase): Promise<void> {
  await inTransaction(client, () => createTables(client));
  if (!(await isUsable(client))) throw Object.assign(new Error("no rights on the tables"), { code: "42501" });
}

/** Belongs into a transaction. */
async function createTables(client: pg.ClientBase): Promise<void> {
  // Whoever else makes them is done in a moment, and nobody but a migrator queues for them.
  await client.query(`set local lock_timeout = ${LONGEST_WAIT}`);
  // Not by IF NOT EXISTS alone: that asks for the right to create even where the schema is there.
  await client.query(
    "do $$ begin if to_regnamespace('pitstop') is null then create schema if not exists pitstop; end if; end $$",
  );
  for (const statement of Object.values(tables)) await client.query(statement);
}

async function explained(error: unknown, client: pg.ClientBase): Promise<unknown> {
  const code = codeOf(error);
  if (code !== "42501") return error;
  const { rows } = await client.query<{ user: string; database: string }>(
    "select quote_ident(current_user) as user, quote_ident(current_database()) as database",
  );
  const { user, database } = rows[0] ?? { user: "", database: "" };
  return new MigratorError(
    "HISTORY_NO_RIGHTS",
    `${user} may not make or change the tables of schema "pitstop" in ${database}, where the migrator keeps what it did.`,
    `Let the owner of the database run: grant create on database ${database} to ${user}; where the schema is there already: grant all on schema pitstop to ${user}; grant all on all tables in schema pitstop to ${user};`,
    { cause: error },
  );
}
