import type { Lock } from "../lock.ts";
import { shown, type TableName } from "../table-name.ts";
import type { BackfillPlan } from "./backfill-plan.ts";
import { type Phase, phaseOf, type Stage } from "./stage.ts";

/** The strongest lock that a statement takes on a table. */
export interface TableLock {
  /** As people write it: `cars`, `sales.cars`. */
  readonly table: string;
  readonly lock: Lock;
}

export interface SqlStatement {
  readonly kind: "sql";
  /** Without its semicolon. */
  readonly sql: string;
  /** Empty for a statement that locks no table. */
  readonly locks: readonly TableLock[];
  /** Why the statement has this form, in one sentence. */
  readonly comment: string;
  /** The linter rule that stops the statement unless someone means it, and why it is meant. */
  readonly allow?: { readonly rule: string; readonly reason: string };
}

/** Rows that are filled in batches, each in a transaction of its own. */
export interface BackfillStatement {
  readonly kind: "backfill";
  readonly backfill: BackfillPlan;
  readonly comment: string;
}

export type Statement = SqlStatement | BackfillStatement;

/** How a migration is rolled back: by statements (and why there are none), or not at all, and why. */
export type Down =
  | { readonly statements: readonly Statement[]; readonly why?: string }
  | { readonly impossible: string };

/** One migration of a recipe. After each of them old and new code work. */
export interface RecipeMigration {
  readonly stage: Stage;
  readonly phase: Phase;
  /** What the migration does to its subject, as the end of its name: `validate`. Empty for the plain addition. */
  readonly ending: string;
  /** False where each statement has to commit by itself. */
  readonly isTransactional: boolean;
  readonly comment: string;
  readonly up: readonly Statement[];
  readonly down: Down;
}

/** A safe change: migrations in their order. Going down and up again costs what going up did. */
export type Recipe = readonly RecipeMigration[];

/** Why validation has nothing to roll back. */
export const goesWithConstraint = "Nothing to roll back: the proof goes with the constraint.";

export function migration({
  stage,
  ending = "",
  isTransactional = true,
  comment,
  up,
  down,
}: Pick<RecipeMigration, "stage" | "comment" | "up" | "down"> & Partial<RecipeMigration>): RecipeMigration {
  return { stage, phase: phaseOf(stage), ending, isTransactional, comment, up, down };
}

export function statement(sql: string, locks: readonly TableLock[], comment: string): SqlStatement {
  return { kind: "sql", sql, locks, comment };
}

/** The same lock on each table. */
export function locked(lock: Lock, ...tables: readonly TableName[]): TableLock[] {
  return [...new Set(tables.map(shown))].map((table) => ({ table, lock }));
}

/** A statement that the linter stops unless someone means it. */
export function allowed(rule: string, reason: string, of: SqlStatement): SqlStatement {
  return { ...of, allow: { rule, reason } };
}

/** The statement below the comment that permits it, ready for a migration file. */
export function sqlText({ sql, allow }: SqlStatement): string {
  return allow === undefined ? sql : `-- pitstop:allow ${allow.rule} ${allow.reason}\n${sql}`;
}
