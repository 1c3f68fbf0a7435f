import type { Exception, Finding } from "@pitstop/lint";
import type { Direction } from "../migration/read-migration.ts";
import type { CostFinding } from "../rehearse/cost/judge.ts";
import type { RehearsedStatement } from "../rehearse/rehearsal.ts";
import type { SampleSize } from "../sample/index.ts";

/** Something that was there before and is gone or different, as a statement of a migration says. */
export interface AllowedChange {
  readonly migration: string;
  /** What happened, with names and numbers. */
  readonly sentence: string;
  /** What the comment above the statement says; null where none is needed. */
  readonly reason: string | null;
}

export type StageName = "lint" | "backup" | "rehearsal" | "apply" | "verification";

/** One stage, as it ended. */
export interface StageReport {
  readonly stage: StageName;
  /** "left out": by name, by a person. "not needed": there was nothing for it to do. */
  readonly outcome: "done" | "left out" | "not needed" | "failed";
  /** What it did or why it did not, in one sentence. */
  readonly summary: string;
  /** In milliseconds. */
  readonly duration: number;
}

/** What a person or a machine reads of a run, also of one that failed. */
export interface MigrationReport {
  readonly database: string;
  readonly direction: Direction;
  /** Whether it ended with the rehearsal, and nothing was applied. */
  readonly isRehearsal: boolean;
  /** What of the rows the rehearsal ran on; null where it was all of them. */
  readonly sample: SampleSize | null;
  /** The names of the migrations, in the order in which they ran. */
  readonly migrations: readonly string[];
  /** Those that were applied to their end, also where a later one failed. */
  readonly applied: readonly string[];
  readonly outcome: "done" | "nothing to do" | "failed";
  readonly stages: readonly StageReport[];
  readonly findings: readonly (Finding & { readonly migration: string })[];
  /** Findings that a comment in the migration says are intended. */
  readonly exceptions: readonly (Exception & { readonly migration: string })[];
  /** What each statement did in the rehearsal. */
  readonly statements: readonly RehearsedStatement[];
  /** Statements that keep readers or writers waiting for too long, allowed or not. */
  readonly costs: readonly CostFinding[];
  /** What is gone or different because a migration names it. */
  readonly allowed: readonly AllowedChange[];
  /** What is not as it was before, or as it should be, in sentences. */
  readonly problems: readonly string[];
  /** What deserves a look and stops nothing, in sentences. */
  readonly notes: readonly string[];
  /** Where the database differed from the entities before already, in sentences. */
  readonly drift: readonly string[];
  /** Tables and views that no entity has: they are left alone. */
  readonly unmanaged: readonly string[];
  /** The folder of the backup. */
  readonly backup: string | null;
  /** The command that brings the backup back. */
  readonly restore: string | null;
  readonly error: { readonly code: string; readonly message: string; readonly hint: string } | null;
}
