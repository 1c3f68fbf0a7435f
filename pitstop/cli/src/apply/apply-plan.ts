import { join } from "node:path";
import { CliError, putBack, RefusedError, withHint } from "../errors.ts";
import type { During } from "../output/during.ts";
import type { Plan } from "../plan.ts";
import { inverseEdit } from "../undo/inverse-edit.ts";
import type { ChecklistLine } from "./checklist.ts";
import { withDevelopmentDatabase } from "./development-database.ts";
import { readGenerated, restoreGenerated } from "./generated-files.ts";
import {
  closeJournal,
  leftJournal,
  type OperationJournal,
  type Rest,
  restoreFiles,
  writeFiles,
  writeJournal,
} from "./journal.ts";
import { migrationNames, migrationPath, revertMigrations } from "./migrations.ts";
import { recordOperation } from "./operation-record.ts";
import { proveAndMigrate } from "./prove-and-migrate.ts";
import { TestsFailedError } from "./round-trip.ts";
import { turnsOf } from "./running-application.ts";
import { explainFailedTests } from "./tests-before.ts";
import { DoesNotCompileError } from "./type-check.ts";
import { readText, writeText } from "./write-file.ts";

export interface ApplyOptions {
  /** Whether the development database follows at once. */
  readonly isApplied: boolean;
  /** Whether a change that doesn't compile yet stays in the files. */
  readonly isKept: boolean;
  /** What is left out: "tests", and stages of the migration pipeline. */
  readonly without: readonly string[];
}

/** Who is told of the stages. */
interface Told {
  readonly during: During;
}

/**
 * Carries a plan out: files, type check, migrations, development database, tests. All of it happens or nothing does:
 * a journal is on the disk before the first file changes, and whoever finds it puts everything back. The caller holds
 * the lock of the workspace.
 */
export function applyPlan(
  root: string,
  plan: Plan,
  { isApplied, isKept, without, during }: ApplyOptions & Told,
): Promise<ChecklistLine[]> {
  refuseChangedFiles(root, plan);
  const { schema, migrations, order, domains } = plan;
  const layers = Object.fromEntries(plan.edits.map(({ path, layer }) => [path, layer]));
  const journal: OperationJournal = {
    kind: "operation",
    operation: plan.operation,
    edits: plan.edits.map(({ path, before, after }) => ({ path, before, after })),
    migrations: migrationNames(root),
    generated: readGenerated(root),
    isApplying: false,
    rest: { schema, migrations, order, domains, layers, isApplied, without },
  };
  const apply = () => allOrNothing(root, journal, isKept, during);
  // Reached before a file is written.
  return isMigrating(journal.rest) ? withDevelopmentDatabase(root, apply) : apply();
}

async function allOrNothing(
  root: string,
  journal: OperationJournal,
  isKept: boolean,
  during: During,
): Promise<ChecklistLine[]> {
  writeJournal(root, journal);
  try {
    writeFiles(root, journal.edits);
    return await finishOperation(root, journal, during);
  } catch (error) {
    if (isKept && error instanceof DoesNotCompileError) throw keep(root, journal, error);
    await takeBackOperation(root);
    if (error instanceof DoesNotCompileError) throw putBack(withHint(error, KEEP_HINT));
    if (error instanceof TestsFailedError)
      throw putBack(await during("tests before this change", () => explainFailedTests(root, error)));
    throw putBack(error);
  }
}

const KEEP_HINT =
  "Fix what the compiler names first. If you can't before the change is there, run the command again with --keep: the change stays in the files, and `pitstop continue` finishes it.";

/**
 * Finishes an operation whose files are written: proves it, takes it to the database, and remembers it for `undo`.
 * Begun again after a kill, it leads to the same. Throws what proving it throws, and leaves the journal.
 */
async function finishOperation(
  root: string,
  journal: OperationJournal,
  during: During,
): Promise<ChecklistLine[]> {
  const checklist = await proveAndMigrate(root, journal, during);
  recordOperation(root, journal, migrationNames(root));
  closeJournal(root);
  return checklist;
}

/**
 * Goes on with an operation that was interrupted or kept. What a person wrote meanwhile stays. Throws what proving it
 * throws, and leaves the journal.
 */
export function continueOperation(
  root: string,
  journal: OperationJournal,
  during: During,
): Promise<ChecklistLine[]> {
  const finish = async () => {
    if (journal.kept === undefined) writeFiles(root, journal.edits);
    return finishOperation(root, journal, during);
  };
  return isMigrating(journal.rest) ? withDevelopmentDatabase(root, finish) : finish();
}

const isMigrating = ({ isApplied, schema }: Pick<Rest, "isApplied" | "schema">): boolean =>
  isApplied && schema !== "none";

/** Leaves the change in the files, for a person to finish. */
function keep(root: string, journal: OperationJournal, error: DoesNotCompileError): CliError {
  const edited = new Set(journal.edits.map(({ path }) => path));
  const kept = error.paths
    .filter((path) => !edited.has(path))
    .map((path) => ({ path, text: readText(join(root, path)) }));
  // Whoever migrates meanwhile applies its migrations.
  writeJournal(root, { ...journal, kept, isApplying: true });
  return new CliError(
    "KEPT_UNFINISHED",
    `The change is in the files, but they don't compile yet:\n${error.findings.join("\n")}`,
    "Fix what the compiler reports, then run `pitstop continue`. `pitstop undo` reverts the change.",
    { exitCode: error.exitCode, cause: error },
  );
}

async function takeBackOperation(root: string): Promise<void> {
  const left = leftJournal(root);
  if (left?.kind === "operation") await takeBack(root, left);
}

/**
 * Everything as it was: the database first, while the files of its migrations are there. A running application follows
 * the files by itself, unless old code and new code can't work on the same schema.
 */
export async function takeBack(root: string, journal: OperationJournal): Promise<void> {
  const { order } = journal.rest;
  const turn = turnsOf(root, journal.isApplying && order === "together" ? order : "database first");
  await turn.begin();
  try {
    await putFilesBack(root, journal);
    await turn.end();
  } finally {
    await turn.release();
  }
}

async function putFilesBack(root: string, journal: OperationJournal): Promise<void> {
  const added = migrationNames(root).filter((name) => !journal.migrations.includes(name));
  if (journal.isApplying) {
    const migrating = { approved: Promise.resolve(), without: ["rehearsal"] };
    await revertMigrations(root, added, migrating);
    // The files that rolling back needed may go now: a kill among them must not ask for it again.
    writeJournal(root, { ...journal, isApplying: false });
  }
  for (const name of added) writeText(join(root, migrationPath(name)), null);
  restoreGenerated(root, journal.generated);
  // A person may have worked on a change that was kept.
  const edits = journal.kept === undefined ? undefined : journal.edits.map((edit) => inverseEdit(root, edit));
  if (edits === undefined) restoreFiles(root, journal.edits);
  else writeFiles(root, edits);
  closeJournal(root);
}

/** A plan holds for the texts that it was made of. Throws RefusedError FILES_CHANGED. */
function refuseChangedFiles(root: string, plan: Plan): void {
  const changed = plan.edits.filter(({ path, before }) => readText(join(root, path)) !== before);
  if (changed.length === 0) return;
  throw new RefusedError(
    "FILES_CHANGED",
    `${changed.map(({ path }) => path).join(", ")} changed while Pitstop was planning.`,
    "Nothing was written. Run the command again.",
  );
}
