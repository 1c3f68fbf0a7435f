import type { Allowance, Lock } from "@pitstop/lint";
import { allowedBy, type CostJudge } from "./allowed-by.ts";
import type { TableEffect } from "./effect.ts";
import type { LiveSize } from "./live-sizes.ts";

/** A statement of a migration with its effects on the copy, and what the comments above it permit. */
export interface JudgedStatement {
  readonly statement: string;
  /** In milliseconds. */
  readonly duration: number;
  readonly tables: readonly TableEffect[];
  readonly allowances: readonly Allowance[];
}

export interface JudgedMigration {
  readonly name: string;
  /** Whether a lock is held until the last statement has ended. */
  readonly isTransactional: boolean;
  readonly statements: readonly JudgedStatement[];
}

export interface CostLimits {
  /** The longest that readers or writers of a table may wait for a lock, in milliseconds. */
  readonly lockBudget: number;
  /** Of the live database where the copy is a sample of it, by qualified name; undefined where it is a whole copy. */
  readonly liveSizes: ReadonlyMap<string, LiveSize> | undefined;
  /** The largest table that may be rewritten or scanned within the budget. */
  readonly smallTable: LiveSize;
}

/** A statement that keeps readers or writers of a table waiting for longer than it may. */
export interface CostFinding {
  readonly judge: CostJudge;
  readonly migration: string;
  readonly statement: string;
  readonly table: string;
  readonly lock: Lock;
  /** Of the table, or of the live one where the copy is a sample; 0 where PostgreSQL doesn't know. */
  readonly rows: number;
  readonly bytes: number;
  /** How long the lock was held on the copy, in milliseconds; of one that was held already, how long the statement took. */
  readonly heldFor: number;
  /** The same on the live table; as measured where the copy has all rows. */
  readonly expected: number;
  readonly isSample: boolean;
  /** The comment above the statement that permits it. */
  readonly allowed: Allowance | null;
}

/**
 * Up to this size a table is rewritten or scanned within the 50 ms or so that a queue behind a lock may take anyway
 * (docs/decisions/0014): what it costs is left to the budget.
 */
export const SMALL_TABLE: LiveSize = { rows: 10_000, bytes: 10_000_000 };

/** What of a migration costs too much, allowed or not, in the order of its statements. */
export function judgeCost(migration: JudgedMigration, limits: CostLimits): CostFinding[] {
  const costs = migration.statements.map((statement) => costsOf(statement, migration.name, limits));
  return migration.statements.flatMap((_statement, index) => [
    ...(costs[index] ?? []),
    ...longLocks(migration, index, { costs, limits }),
  ]);
}

/** The rewrites and scans of a statement under a lock that blocks, of tables that existed before and aren't small. */
function costsOf(statement: JudgedStatement, migration: string, limits: CostLimits): CostFinding[] {
  return statement.tables.flatMap((effect) => {
    const size = sizeOf(effect, limits);
    const judge = judgeOf(effect, size, limits);
    if (!judge || !effect.lock || !effect.isBlocking || !effect.existedBefore) return [];
    const heldFor = effect.heldFor ?? statement.duration;
    return [
      {
        judge,
        migration,
        statement: statement.statement,
        table: effect.table,
        lock: effect.lock,
        rows: size.rows,
        bytes: size.bytes,
        heldFor,
        expected: Math.max(heldFor, statement.duration * size.scale),
        isSample: limits.liveSizes !== undefined,
        allowed: allowanceFor(judge, statement),
      },
    ];
  });
}

function judgeOf(effect: TableEffect, size: Size, { smallTable }: CostLimits): CostJudge | undefined {
  if (effect.isRewritten || effect.rebuiltIndexes.length > 0) {
    return size.rows > smallTable.rows || size.bytes > smallTable.bytes ? "blocking-rewrite" : undefined;
  }
  return size.scanned > smallTable.rows ? "blocking-scan" : undefined;
}

interface Size {
  readonly rows: number;
  readonly bytes: number;
  /** The most rows that one scan reads. */
  readonly scanned: number;
  /** How many times as long the live table takes. */
  readonly scale: number;
}

function sizeOf(effect: TableEffect, { liveSizes }: CostLimits): Size {
  const { rowsRead, sizeBefore, isRewritten, rebuiltIndexes } = effect;
  const own = { rows: Math.max(effect.rows, rowsRead), bytes: sizeBefore, scanned: rowsRead, scale: 1 };
  const live = liveSizes?.get(effect.qualifiedName);
  const isWhole = isRewritten || rebuiltIndexes.length > 0 || (rowsRead > 0 && rowsRead >= effect.rows / 2);
  if (!live || !isWhole) return own;
  const times = (ofLive: number, ofCopy: number) => (ofCopy > 0 ? ofLive / ofCopy : 1);
  return {
    rows: Math.max(own.rows, live.rows),
    bytes: Math.max(own.bytes, live.bytes),
    scanned: rowsRead > 0 ? Math.max(rowsRead, live.rows) : 0,
    scale: Math.max(1, times(live.rows, own.rows), times(live.bytes, sizeBefore)),
  };
}

interface Costs {
  /** The rewrites and scans of each statement. */
  readonly costs: readonly (readonly CostFinding[])[];
  readonly limits: CostLimits;
}

/** The locks that a statement takes and that stay for longer than the budget. */
function longLocks(migration: JudgedMigration, index: number, { costs, limits }: Costs): CostFinding[] {
  const statement = migration.statements[index];
  if (!statement) return [];
  const isCost = (at: number, table: string) => costs[at]?.some((cost) => cost.table === table) ?? false;
  const later = migration.isTransactional ? [...migration.statements.entries()].slice(index + 1) : [];
  return statement.tables.flatMap((effect) => {
    const { table, lock, heldFor } = effect;
    if (!effect.existedBefore || !effect.isBlocking || !lock || heldFor === null) return [];
    if (isCost(index, table)) return [];
    const within = heldFor - later.reduce((sum, [, { duration }]) => sum + duration, 0);
    // A rewrite or scan of the table later on is a finding of its own, and allowed or not by its own comment.
    const counted = later.filter(([at]) => !isCost(at, table));
    const expected = counted.reduce(
      (sum, [, other]) => sum + other.duration * scaleOf(other, limits),
      within * scaleOf(statement, limits),
    );
    if (expected <= limits.lockBudget) return [];
    const { rows, bytes } = sizeOf(effect, limits);
    return [
      {
        judge: "blocking-lock" as const,
        migration: migration.name,
        statement: statement.statement,
        table,
        lock,
        rows,
        bytes,
        heldFor,
        expected,
        isSample: limits.liveSizes !== undefined,
        allowed: allowanceFor("blocking-lock", statement),
      },
    ];
  });
}

/** The largest table that a statement reads or writes as a whole makes it take as long as it does. */
const scaleOf = ({ tables }: JudgedStatement, limits: CostLimits): number =>
  Math.max(1, ...tables.map((effect) => sizeOf(effect, limits).scale));

function allowanceFor(judge: CostJudge, { allowances }: JudgedStatement): Allowance | null {
  return allowances.find(({ rule }) => rule === judge || allowedBy[judge].includes(rule)) ?? null;
}
