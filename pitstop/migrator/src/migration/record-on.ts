import { setTimeout as pause } from "node:timers/promises";
import { type Step, sqlStep } from "@pitstop/lint";
import type pg from "pg";
import { connect } from "../connection.ts";
import { MigratorError } from "../errors.ts";
import { inTransaction } from "../transaction.ts";
import { logMigration } from "./log.ts";
import { type Execute, type Executed, type ReadMigration, readAs } from "./read-migration.ts";

/**
 * Runs a migration whose code queries the database by itself on a copy, all in one transaction, as it will run, and what
 * it lists after its queries. Gives the migration with the statements that it ran. Throws MigratorError
 * MIGRATION_NOT_REPEATABLE for code that does something else each time, and what the statements throw.
 */
export async function recordOn(url: string, migration: ReadMigration, table: string): Promise<ReadMigration> {
  const client = await connect(url);
  try {
    return await inTransaction(client, async () => {
      const steps = await recordedSteps(client, migration);
      await logMigration(table, migration)(client);
      return readAs(migration, steps);
    });
  } finally {
    await client.end();
  }
}

async function recordedSteps(client: pg.ClientBase, migration: ReadMigration): Promise<Step[]> {
  const recorded: Recorded[] = [];
  await replayWith(migration, async (sql) => {
    const { rows, rowCount } = await client.query<Record<string, unknown>>(sql);
    recorded.push({ sql, answer: { rows, count: rowCount } });
    return { rows, count: rowCount };
  });
  await refuseOtherStatements(migration, recorded);
  return recorded.map(({ sql }) => sqlStep(sql));
}

/** A statement with what the database answered. */
interface Recorded {
  readonly sql: string;
  readonly answer: Executed;
}

/** The queries of the code, and after them what it lists. */
async function replayWith({ replay }: ReadMigration, execute: Execute): Promise<void> {
  for (const step of (await replay?.(execute)) ?? []) if (step.kind === "sql") await execute(step.sql);
}

/**
 * Runs the code once more with the answers that it got: other statements come from a clock or a random value then, and
 * could never be what was rehearsed. Throws MigratorError MIGRATION_NOT_REPEATABLE.
 */
async function refuseOtherStatements(migration: ReadMigration, recorded: readonly Recorded[]): Promise<void> {
  const start = Date.now();
  while (Date.now() === start) await pause(1);
  let index = 0;
  await replayWith(migration, async (sql) => {
    const before = recorded[index++];
    if (before?.sql !== sql) throw notRepeatable(migration, index, [before?.sql, sql]);
    // The code may change what it was given.
    return structuredClone(before.answer);
  });
}

const notRepeatable = (
  { name }: ReadMigration,
  place: number,
  [first = "no statement", second]: readonly [string | undefined, string],
) =>
  new MigratorError(
    "MIGRATION_NOT_REPEATABLE",
    `${name} runs other statements each time: its code, or an entity's, uses a clock or a random value. Statement ${place} was first: ${first}. Then: ${second}.`,
    "Write the value out, or let PostgreSQL make it: this.execute(`update … set changed_at = now(), key = gen_random_uuid()`).",
  );
