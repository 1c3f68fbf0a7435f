import { join } from "node:path";
import { RefusedError } from "../errors.ts";
import type { Plan } from "../plan.ts";
import { Checklist } from "./checklist.ts";
import { closeJournal, type Journal, openJournal, restoreFiles } from "./journal.ts";
import {
  applyMigrations,
  migrationNames,
  migrationPath,
  readSnapshot,
  revertMigrations,
  snapshotFile,
  writeMigrations,
} from "./migrations.ts";
import { recordOperation } from "./operation-record.ts";
import { roundTrip } from "./round-trip.ts";
import { typeCheck } from "./type-check.ts";
import { readText, writeText } from "./write-file.ts";

export interface ApplyOptions {
  /** Whether the development database follows at once. */
  readonly isApplied: boolean;
}

/**
 * Carries a plan out: files, type check, migrations, development database, tests. All of it happens or nothing does:
 * a journal is on the disk before the first file changes, and whoever finds it puts everything back. The caller holds
 * the lock of the workspace.
 */
export async function applyPlan(root: string, plan: Plan, { isApplied }: ApplyOptions): Promise<Checklist> {
  refuseChangedFiles(root, plan);
  const journal: Journal = {
    operation: plan.operation,
    edits: plan.edits.map(({ path, before, after }) => ({ path, before, after })),
    migrations: migrationNames(root),
    snapshot: readSnapshot(root),
  };
  openJournal(root, journal);
  try {
    const checklist = await carryOut(root, plan, isApplied);
    recordOperation(root, journal, migrationNames(root));
    closeJournal(root);
    return checklist;
  } catch (error) {
    await takeBack(root, journal);
    throw error;
  }
}

async function carryOut(root: string, plan: Plan, isApplied: boolean): Promise<Checklist> {
  const checklist = new Checklist();
  for (const { path, after } of plan.edits) writeText(join(root, path), after);
  const touched = (layer: string) => plan.edits.filter((edit) => edit.layer === layer).length;
  await checklist.line("model, types, service, endpoint", async () => {
    await typeCheck(root);
    return `${plan.edits.length} files edited, and the whole workspace compiles`;
  });
  const names = await checklist.lineWith("migration", async () => {
    const written = await writeMigrations(root, plan);
    return { value: written, proof: written.length === 0 ? "no column changes" : `${written.join(", ")}` };
  });
  if (names.length > 0 && isApplied) {
    await checklist.line("data integrity", async () => {
      await applyMigrations(root);
      return "linted, backed up, rehearsed, applied and verified on the development database";
    });
  } else if (names.length > 0) checklist.leftOut("data integrity", "--no-apply: the migrations are pending");
  await checklist.line("tests", async () => {
    const count = await roundTrip(root, plan.domains);
    return count === 0
      ? "no domain of this change has tests"
      : `${plan.domains.join(", ")} through the typed client on a real database`;
  });
  checklist.note("API docs", `derived from the ${touched("types") > 0 ? "changed " : ""}shared types`);
  return checklist;
}

/** Everything as it was: the database first, while the files of its migrations are there. */
export async function takeBack(root: string, journal: Journal): Promise<void> {
  const added = migrationNames(root).filter((name) => !journal.migrations.includes(name));
  if (added.length > 0) await revertMigrations(root, journal.migrations);
  for (const name of added) writeText(join(root, migrationPath(name)), null);
  writeText(snapshotFile(root), journal.snapshot);
  restoreFiles(root, journal.edits);
  closeJournal(root);
}

/** A plan holds for the texts that it was made of. Throws RefusedError FILES_CHANGED. */
function refuseChangedFiles(root: string, plan: Plan): void {
  const changed = plan.edits.filter(({ path, before }) => readText(join(root, path)) !== before);
  if (changed.length === 0) return;
  throw new RefusedError(
    "FILES_CHANGED",
    `${changed.map(({ path }) => path).join(", ")} changed while the plan was made.`,
    "Nothing was written. Type the command again.",
  );
}
