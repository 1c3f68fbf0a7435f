import type pg from "pg";
import type { Backup } from "../backup/index.ts";
import { messageOf } from "../database-error.ts";
import type { RunRecord } from "../history/index.ts";
import type { Migrating, Selected } from "../migrate.ts";
import type { Pipeline } from "../pipeline.ts";
import type { Primary } from "../primary.ts";
import type { Rehearsal } from "../rehearse/rehearsal.ts";
import type { Reversible } from "../rehearse/rehearse.ts";
import type { LiveState } from "../verify/live.ts";

/** A run of the pipeline under the migration lock, with what its stages leave to those after them. */
export interface Run extends Omit<Migrating, "migrationsTable">, Omit<Selected, "migrations"> {
  readonly pipeline: Pipeline;
  readonly client: pg.Client;
  /** The primary that the run began on. */
  readonly primary: Primary;
  readonly signal: AbortSignal;
  /** As SQL writes it, with its schema. */
  readonly migrationsTable: string;
  /** Whether the database had a history before this run. */
  readonly isKept: boolean;
  readonly record: RunRecord;
  /** Whether the database has no tables yet, so that there is nothing to lose. */
  readonly isEmpty: boolean;
  /** In the order in which they run; once they are recorded, with the queries of their code. */
  migrations: readonly Reversible[];
  /** Of the stage backup; undefined in it where there is none. */
  backup?: Promise<Backup | undefined>;
  rehearsal?: Rehearsal;
  /** Its number in the history. */
  id?: number;
  /** The database right before anything is applied. */
  before?: LiveState;
}

/** One stage: it notes in the report what it did, or why it did nothing, and throws what ends the run. */
export type Stage = (run: Run) => Promise<void>;

/** Why a stage has nothing to do on a database without tables. */
export const EMPTY = "the database has no tables yet";

/** Adds a line to the report. */
export function note({ pipeline }: Pick<Run, "pipeline">, line: string): void {
  pipeline.note({ notes: [...pipeline.report.notes, line] });
}

/** Notes copies that could not be removed. */
export const noteLeft = (run: Pick<Run, "pipeline">) => (what: string, error: unknown) =>
  note(run, `The rehearsal's copy could not be removed: ${messageOf(error)}. The next run removes ${what}.`);
