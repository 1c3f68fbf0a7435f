import { describeStep, type Step } from "@pitstop/lint";
import type pg from "pg";
import type { Direction } from "../migration/read-migration.ts";

/** What became of one step. */
export interface AppliedStatement {
  /** Its place in the migration, from 0. */
  readonly index: number;
  /** SQL, or what a backfill fills, in words. */
  readonly statement: string;
  readonly hash: string;
  readonly startedAt: Date;
  /** Of the attempt that succeeded, in milliseconds. */
  readonly duration: number;
  /** How often it was tried again because of a lock. */
  readonly retries: number;
  /** Rows that it touched; null where it is no such statement. */
  readonly rows: number | null;
  /** "done before" by a run that did not come to the end. */
  readonly outcome: "done" | "done before";
}

export interface AppliedMigration {
  readonly name: string;
  readonly direction: Direction;
  readonly hash: string;
  /** From the first attempt to the end, in milliseconds. */
  readonly duration: number;
  readonly retries: number;
  readonly statements: readonly AppliedStatement[];
}

/**
 * Looks at each step as it runs, on the session that runs it: in its transaction, where there is one. An attempt that
 * does not get its locks is given up without `after`, and `before` is called again for the next one.
 */
export interface Observer {
  before(step: Step, client: pg.Client): Promise<void>;
  after(step: Step, client: pg.Client, result: AppliedStatement): Promise<void>;
}

/** What became of a step, from what is known of its run. */
export function applied(
  step: Step,
  index: number,
  rest: Pick<AppliedStatement, "startedAt" | "duration" | "rows"> & Partial<AppliedStatement>,
): AppliedStatement {
  return { index, statement: describeStep(step), hash: step.hash, retries: 0, outcome: "done", ...rest };
}
