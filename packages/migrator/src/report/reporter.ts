import type { Progress } from "../progress.ts";
import type { MigrationReport, StepName, StepReport } from "./report.ts";

/** Who is told while a migration runs, and at its end. */
export interface Reporter {
  stepBegins(step: StepName): void;
  progress(progress: Progress): void;
  stepEnds(step: StepReport): void;
  /** The lock is held by somebody else; in one sentence. */
  waits(reason: string): void;
  end(report: MigrationReport): void;
}

/** For a program that reads the outcome from the call alone. */
export const silentReporter: Reporter = {
  stepBegins: () => undefined,
  progress: () => undefined,
  stepEnds: () => undefined,
  waits: () => undefined,
  end: () => undefined,
};
