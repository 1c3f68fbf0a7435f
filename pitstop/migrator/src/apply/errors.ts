import { describeStep } from "@pitstop/lint";
import { codeOf, isConnectionLost, messageOf } from "../database-error.ts";
import { MigratorError } from "../errors.ts";
import type { StepProgress } from "../history/index.ts";
import { type Blocker, shownBlockers } from "../lock/index.ts";
import type { ReadMigration } from "../migration/read-migration.ts";

/**
 * What an error of the server means for the migration, with the rows that were `found` in its way. Errors of our own and
 * the reason of a signal stay as they are.
 */
export function explained(error: unknown, migration: ReadMigration, index: number, found?: string): unknown {
  if (error instanceof MigratorError) return error;
  if (isConnectionLost(error)) return connectionLost(error, migration);
  const code = codeOf(error);
  if (code === undefined) return error;
  return code === "57014" ? timedOut(error, migration, index) : failed(error, migration, index, found);
}

const DEPENDENT_OBJECTS = "2BP01";

function failed(
  error: unknown,
  migration: ReadMigration,
  index: number,
  found: string | undefined,
): MigratorError {
  const rows = found === undefined ? "" : ` ${found}`;
  const todo =
    codeOf(error) === DEPENDENT_OBJECTS
      ? "First drop or change the objects that depend on it, in this migration."
      : "Correct the migration or the data, and run it again.";
  return new MigratorError(
    "APPLY_STATEMENT_FAILED",
    `${place(migration, index)} failed: ${messageOf(error)}.${rows}`,
    `${todo} ${stateAfter(migration, index)}`,
    { cause: error },
  );
}

function timedOut(error: unknown, migration: ReadMigration, index: number): MigratorError {
  return new MigratorError(
    "APPLY_STATEMENT_TIMEOUT",
    `${place(migration, index)} was stopped by the statement timeout: it would have held its locks for longer.`,
    `Split it into short statements (this.backfill for rows, "not valid" and "validate constraint" for constraints, "concurrently" for indexes). ${stateAfter(migration, index)}`,
    { cause: error },
  );
}

function connectionLost(error: unknown, migration: ReadMigration): MigratorError {
  return new MigratorError(
    "APPLY_CONNECTION_LOST",
    `The connection to the database was lost during ${migration.name}.`,
    "Run the same command again: it looks at what was done, and goes on from there.",
    { cause: error },
  );
}

export function lockNotHad(
  error: unknown,
  migration: ReadMigration,
  index: number,
  tried: { readonly attempts: number; readonly blockers: readonly Blocker[] },
): MigratorError {
  const held = tried.blockers.length === 0 ? "." : `; in its way:\n${shownBlockers(tried.blockers)}`;
  const pids = tried.blockers.flatMap(({ pid }) => (pid === 0 ? [] : `select pg_terminate_backend(${pid});`));
  const end = pids.length === 0 ? "" : `, or end them: ${pids.join(" ")}`;
  return new MigratorError(
    "APPLY_LOCK_TIMEOUT",
    `${place(migration, index)} did not get its locks in ${tried.attempts} attempts${held}`,
    `Wait until these transactions have ended${end} Then run it again. ${stateAfter(migration, index)}`,
    { cause: error },
  );
}

export function editedHalfway(migration: ReadMigration, step: StepProgress): MigratorError {
  return new MigratorError(
    "APPLY_EDITED_HALFWAY",
    `Step ${step.index + 1} of ${migration.name} is not what an earlier run did before it was cut off. It did: ${shown(step.sql)}`,
    "Put this step back as it was, and write what has to change as a new step or a new migration; later steps may be edited.",
  );
}

export function unsettled(migration: ReadMigration, index: number): MigratorError {
  const where = `where migration = '${migration.name}' and direction = '${migration.direction}' and step_index = ${index}`;
  return new MigratorError(
    "APPLY_UNSETTLED",
    `${place(migration, index)} was under way when an earlier run was cut off, and it commits by itself: nobody can tell from outside how far it came.`,
    `Look at what it did. If all of it is there: update pitstop.progress set done_at = now() ${where}; to have it run again: delete from pitstop.progress ${where};`,
  );
}

export function stillRunning(migration: ReadMigration, step: StepProgress): MigratorError {
  return new MigratorError(
    "APPLY_STILL_RUNNING",
    `Step ${step.index + 1} of ${migration.name} still runs in the database (pid ${step.backendPid}), begun by a run that is gone.`,
    `Wait for it, or end it: select pg_terminate_backend(${step.backendPid}); then run it again.`,
  );
}

function place(migration: ReadMigration, index: number): string {
  const step = migration.steps[index];
  if (step === undefined) return `The end of ${migration.name}`;
  return `Step ${index + 1} of ${migration.steps.length} of ${migration.name} (${shown(describeStep(step))})`;
}

function stateAfter({ isTransactional }: ReadMigration, index: number): string {
  if (isTransactional) return "Nothing of this migration was applied.";
  return index === 0
    ? "No step of this migration is done."
    : `The ${index === 1 ? "step" : `${index} steps`} before it ${index === 1 ? "is" : "are"} done and will not be repeated.`;
}

function shown(sql: string): string {
  const line = sql.replaceAll(/\s+/g, " ");
  return line.length > 160 ? `${line.slice(0, 157)}…` : line;
}
