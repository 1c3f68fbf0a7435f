import type { Progress } from "../progress.ts";
import type { MigrationReport, StageName, StageReport } from "./report.ts";

/** Who is told while a migration runs, and at its end. */
export interface Reporter {
  stageBegins(stage: StageName): void;
  progress(progress: Progress): void;
  stageEnds(stage: StageReport): void;
  /** The lock is held by somebody else; in one sentence. */
  waits(reason: string): void;
  end(report: MigrationReport): void;
}

/** For a program that reads the outcome from the call alone. */
export const silentReporter: Reporter = {
  stageBegins: () => undefined,
  progress: () => undefined,
  stageEnds: () => undefined,
  waits: () => undefined,
  end: () => undefined,
};
