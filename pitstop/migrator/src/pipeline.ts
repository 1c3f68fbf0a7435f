import { writeFileSync } from "node:fs";
import { messageOf } from "./database-error.ts";
import { explainedError } from "./explained.ts";
import { markdownReport } from "./report/markdown.ts";
import type { MigrationReport, StageName, StageReport } from "./report/report.ts";
import type { Reporter } from "./report/reporter.ts";
import type { MigratorSettings, OptionalStage } from "./settings.ts";

/** Why a stage was skipped that the settings name. */
export const ON_REQUEST = "on request (--without or PITSTOP_WITHOUT)";

/** What a stage did, in one sentence, and what later stages need of it. */
export interface StageResult<Value> {
  readonly summary: string;
  readonly value: Value;
}

/** One run of the pipeline: reports each stage, and keeps what the report says at the end, also when a stage fails. */
export class Pipeline {
  readonly #reporter: Reporter;
  readonly #settings: MigratorSettings;
  #report: MigrationReport;

  constructor(
    report: Pick<MigrationReport, "database" | "direction" | "isRehearsal">,
    settings: MigratorSettings,
    reporter: Reporter,
  ) {
    this.#settings = settings;
    this.#reporter = reporter;
    this.#report = { ...nothingYet, ...report };
  }

  get report(): MigrationReport {
    return this.#report;
  }

  /** Adds to the report. */
  note(part: Partial<MigrationReport>): void {
    this.#report = { ...this.#report, ...part };
  }

  /** Runs one stage. Its error is reported and thrown again. */
  async stage<Value>(stage: StageName, work: () => Promise<StageResult<Value>>): Promise<Value> {
    this.#reporter.stageBegins(stage);
    const begin = performance.now();
    try {
      const { summary, value } = await work();
      this.#end({ stage, outcome: "done", summary, duration: performance.now() - begin });
      return value;
    } catch (error) {
      this.#end({ stage, outcome: "failed", summary: messageOf(error), duration: performance.now() - begin });
      throw error;
    }
  }

  /** Runs a stage that a person may skip by name; undefined then, and the report says so. */
  async optionalStage<Value>(
    stage: OptionalStage,
    work: () => Promise<StageResult<Value>>,
  ): Promise<Value | undefined> {
    if (!this.#settings.without.includes(stage)) return this.stage(stage, work);
    this.leftOut(stage, ON_REQUEST);
    return undefined;
  }

  /** A stage that a person chose to skip. */
  leftOut(stage: StageName, summary: string): void {
    this.#end({ stage, outcome: "left out", summary, duration: 0 });
  }

  /** A stage that has nothing to do. */
  notNeeded(stage: StageName, summary: string): void {
    this.#end({ stage, outcome: "not needed", summary, duration: 0 });
  }

  /** Ends the pipeline, with its error where it failed. */
  end(outcome: MigrationReport["outcome"], error?: unknown): MigrationReport {
    if (error instanceof Error) reported.add(error);
    this.note({ outcome, ...(error !== undefined && { error: errorOf(error) }) });
    this.#reporter.end(this.#report);
    const { reportFile } = this.#settings;
    if (reportFile) writeFileSync(reportFile, markdownReport(this.#report));
    return this.#report;
  }

  #end(stage: StageReport): void {
    this.note({ stages: [...this.#report.stages, stage] });
    this.#reporter.stageEnds(stage);
  }
}

const reported = new WeakSet<Error>();

/** Whether a report has said that a run failed by this error. */
export const isReported = (error: unknown): boolean => error instanceof Error && reported.has(error);

function errorOf(error: unknown): MigrationReport["error"] {
  const { code, message, hint } = explainedError(error);
  return { code, message, hint };
}

const nothingYet: MigrationReport = {
  database: "",
  direction: "up",
  isRehearsal: false,
  sample: null,
  migrations: [],
  applied: [],
  outcome: "nothing to do",
  stages: [],
  findings: [],
  exceptions: [],
  statements: [],
  costs: [],
  allowed: [],
  problems: [],
  notes: [],
  drift: [],
  unmanaged: [],
  backup: null,
  restore: null,
  error: null,
};
