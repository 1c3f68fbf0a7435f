export { noteMigration, refuseEditedMigrations } from "./applied-migrations.ts";
export {
  type BackfillState,
  lockBackfill,
  noteBatch,
  notePace,
  openBackfill,
} from "./backfills.ts";
export {
  forgetProgress,
  forgetStep,
  noteStepDone,
  noteStepStarted,
  readProgress,
  type StepProgress,
} from "./progress.ts";
export { findRehearsal, type Rehearsal, recordRehearsal } from "./rehearsals.ts";
export { listRunSteps, type RunStep, recordRunStep } from "./run-steps.ts";
export { endRun, listRuns, noteBackup, type Run, type RunOutcome, startRun } from "./runs.ts";
export { ensureHistory } from "./schema.ts";
