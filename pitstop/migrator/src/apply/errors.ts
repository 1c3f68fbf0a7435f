import { describeStep } from "@pitstop/lint";
import { codeOf, isConnectionLost, messageOf } from "../database-error.ts";
import { MigratorError } from "../errors.ts";
import type { StepProgress } from "../history/index.ts";
import { type Blocker, shownBlockers } from "../lock/index.ts";
import type { ReadMigration } from "../migration/read-migration.ts";
import { oneLine } from "../report/words.ts";

/**
 * What an error of the server means for the migration, with the rows that were `found` in its way. Errors of our own and
 * the reason of a signal stay as they are.
 */
export function explained(error: unknown, applying: Applying, index: number, found?: string): unknown {
  if (error instanceof MigratorError) return error;
  if (isConnectionLost(error)) return connectionLost(error, applying.migration);
  const code = codeOf(error);
  if (code === undefined) return error;
  return code === "57014" ? timedOut(error, applying, index) : failed(error, applying, index, found);
}

/** The migration, and whether it runs on a copy that is thrown away. */
export interface Applying {
  readonly migration: ReadMigration;
  readonly options: { readonly isCopy?: boolean | undefined };
}

/** DROP says it by a code of its own; a new type of a column that a view reads is one of many things not supported. */
const isNeeded = (error: unknown): boolean =>
  codeOf(error) === "2BP01" || (codeOf(error) === "0A000" && / depends on /.test(messageOf(error)));

function failed(error: unknown, applying: Applying, index: number, found: string | undefined): MigratorError {
  const rows = found === undefined ? "" : ` ${found}`;
  const todo = isNeeded(error)
    ? "First drop or change the objects that depend on it, in this migration."
    : "Correct the migration or the data, and run it again.";
  return new MigratorError(
    "APPLY_STATEMENT_FAILED",
    `${place(applying, index)} failed: ${messageOf(error)}.${rows}`,
    `${todo} ${stateAfter(applying, index)}`,
    { cause: error },
  );
}

function timedOut(error: unknown, applying: Applying, index: number): MigratorError {
  return new MigratorError(
    "APPLY_STATEMENT_TIMEOUT",
    `${place(applying, index)} was stopped by the statement timeout: it would have held its locks for longer.`,
    `Split it into short statements (this.backfill for rows, "not valid" and "validate constraint" for constraints, "concurrently" for indexes). ${stateAfter(applying, index)}`,
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
  applying: Applying,
  index: number,
  tried: { readonly attempts: number; readonly blockers: readonly Blocker[] },
): MigratorError {
  const held = tried.blockers.length === 0 ? "." : `; in its way:\n${shownBlockers(tried.blockers)}`;
  const pids = tried.blockers.flatMap(({ pid }) => (pid === 0 ? [] : `select pg_terminate_backend(${pid});`));
  const end = pids.length === 0 ? "" : `, or end them: ${pids.join(" ")}`;
  return new MigratorError(
    "APPLY_LOCK_TIMEOUT",
    `${place(applying, index)} did not get its locks in ${tried.attempts} attempts${held}`,
    `Wait until these transactions have ended${end} Then run it again. ${stateAfter(applying, index)}`,
    { cause: error },
  );
}

export function editedHalfway(migration: ReadMigration, step: StepProgress): MigratorError {
  return new MigratorError(
    "APPLY_EDITED_HALFWAY",
    `Step ${step.index + 1} of ${migration.name} is not what an earlier run did before it was cut off. It did: ${oneLine(step.sql, LONGEST)}`,
    "Put this step back as it was, and write what has to change as a new step or a new migration; later steps may be edited.",
  );
}

export function unsettled(applying: Applying, index: number): MigratorError {
  const { migration } = applying;
  const where = `where migration = '${migration.name}' and direction = '${migration.direction}' and step_index = ${index}`;
  return new MigratorError(
    "APPLY_UNSETTLED",
    `${place(applying, index)} was under way when an earlier run was cut off, and it commits by itself: nobody can tell from outside how far it came.`,
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

/** In characters. */
const LONGEST = 160;

function place({ migration }: Applying, index: number): string {
  const step = migration.steps[index];
  if (step === undefined) return `The end of ${migration.name}`;
  return `Step ${index + 1} of ${migration.steps.length} of ${migration.name} (${oneLine(describeStep(step), LONGEST)})`;
}

function stateAfter({ migration, options }: Applying, index: number): string {
  if (options.isCopy) return "Nothing was done to the database.";
  if (migration.isTransactional) return "Nothing of this migration was applied.";
  return index === 0
    ? "No step of this migration is done."
    : `The ${index === 1 ? "step" : `${index} steps`} before it ${index === 1 ? "is" : "are"} done and will not be repeated.`;
}
