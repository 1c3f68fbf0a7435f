export { editedMigrations, noteMigration, refuseEditedMigrations } from "./applied-migrations.ts";
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
export { findRehearsal, recordRehearsal } from "./rehearsals.ts";
export { RunRecord } from "./run-record.ts";
export { listRunSteps, recordRunStep } from "./run-steps.ts";
export { endRun, listRuns, noteBackup, noteInterruptedRuns, startRun } from "./runs.ts";
export { ensureHistory, hasHistory } from "./schema.ts";
