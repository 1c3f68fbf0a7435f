import { blocksRows, type Lock, locks } from "@pitstop/lint";
import type { TableEffect } from "./effect.ts";
import type { Relation, Relations, Size, Sizes } from "./relations.ts";
import { lockKey, type SeenLock } from "./watch-locks.ts";

/** What is seen at the end of a statement; how long its locks are held is known at the end of the transaction. */
export interface ObservedEffect extends Omit<TableEffect, "heldFor"> {
  /** When the statement took the lock, in milliseconds after it began; null where an earlier one did. */
  readonly takenAfter: number | null;
}

export interface ObservedStatement {
  readonly before: Relations;
  readonly after: Relations;
  readonly sizesBefore: Sizes;
  /** Of the tables that `touchedTables` names. */
  readonly sizesAfter: Sizes;
  /** That were held at the end or seen meanwhile. */
  readonly locks: readonly SeenLock[];
  /** That were held when it began, as `lockKey` writes them. */
  readonly heldBefore: ReadonlySet<string>;
  /** By `performance.now()`. */
  readonly beganAt: number;
  /** The relations that are older than the migrations. */
  readonly existing: ReadonlySet<string>;
}

/** The tables that a statement has locked, scanned or rewritten, or made. */
export function touchedTables({ before, after, locks: seen }: TouchingStatement): Set<string> {
  const touched = [...seen.map(({ oid }) => oid), ...changed(before, after)];
  return new Set(touched.flatMap((oid) => (after.get(oid) ?? before.get(oid))?.table ?? []));
}

type TouchingStatement = Pick<ObservedStatement, "before" | "after" | "locks">;

function changed(before: Relations, after: Relations): string[] {
  return [...after.values()].flatMap((now) => {
    const then = before.get(now.oid);
    return then?.node === now.node && then.scans === now.scans ? [] : [now.oid];
  });
}

/** What a statement did, table by table in the order of their names. */
export function observedEffects(observed: ObservedStatement): ObservedEffect[] {
  return [...touchedTables(observed)]
    .flatMap((oid) => effectOn(oid, observed) ?? [])
    .sort((one, other) => one.table.localeCompare(other.table));
}

function effectOn(oid: string, observed: ObservedStatement): ObservedEffect | undefined {
  const before = observed.before.get(oid);
  const after = observed.after.get(oid);
  const table = after ?? before;
  if (!table) return undefined;
  const rewritten = rewrittenOf(table, observed);
  const held = lockOn(table, observed, rewritten.hasNewFiles);
  const effect: ObservedEffect = {
    table: (before ?? table).name,
    qualifiedName: (before ?? table).qualifiedName,
    ...held,
    isBlocking: held.lock !== null && blocksOthers(table.kind, held.lock),
    isRewritten: rewritten.isRewritten,
    rebuiltIndexes: rewritten.rebuiltIndexes,
    rowsRead: rowsReadOf(table, observed),
    rows: Math.max(before?.rows ?? 0, 0),
    sizeBefore: sizeOf(oid, observed.sizesBefore).bytes,
    sizeAfter: sizeOf(oid, observed.sizesAfter).bytes,
    existedBefore: observed.existing.has(oid),
  };
  return holdsRows(table) || (effect.existedBefore && effect.isBlocking) ? effect : undefined;
}

const NONE: Size = { heap: 0, bytes: 0 };
const sizeOf = (oid: string, sizes: Sizes): Size => sizes.get(oid) ?? NONE;

const holdsRows = ({ kind }: Relation): boolean => ["r", "p", "m"].includes(kind);

/** A view is only read, and rows of a materialized view are written by nobody but REFRESH. */
const blocksOthers = (kind: string, lock: Lock): boolean =>
  ["v", "m"].includes(kind) ? lock === "ACCESS EXCLUSIVE" : blocksRows(lock);

type TakenLock = Pick<ObservedEffect, "lock" | "takenAfter">;

/** A relation gets new files under this lock alone, also where it was over before anyone looked. */
const UNSEEN: TakenLock = { lock: "ACCESS EXCLUSIVE", takenAfter: 0 };

/** Whoever reads or writes a table locks its indexes as well: a lock on one of those blocks as much. */
function lockOn({ oid }: Relation, observed: ObservedStatement, hasNewFiles: boolean): TakenLock {
  const { heldBefore, beganAt } = observed;
  const held = observed.locks.filter((lock) => isOf(oid, lock.oid, observed));
  const strongest = strongestOf(held);
  if (hasNewFiles && strongest !== UNSEEN.lock) return UNSEEN;
  const taken = held.filter((lock) => !heldBefore.has(lockKey(lock)));
  if (strongest === null || strongest !== strongestOf(taken)) return { lock: strongest, takenAfter: null };
  const blocking = taken.filter(({ lock }) => lock === strongest || blocksRows(lock));
  const since = Math.min(...blocking.map((lock) => lock.since));
  return { lock: strongest, takenAfter: Math.max(since - beganAt, 0) };
}

/** An index that the migrations made is known to nobody yet, unlike one that was there. */
function isOf(table: string, oid: string, { before, existing }: ObservedStatement): boolean {
  if (oid === table) return true;
  return existing.has(oid) && before.get(oid)?.table === table;
}

const strongestOf = (seen: readonly SeenLock[]): Lock | null =>
  locks.findLast((lock) => seen.some((one) => one.lock === lock)) ?? null;

function rewrittenOf(table: Relation, { before, after, sizesAfter }: ObservedStatement) {
  if (!holdsRows(table)) return { isRewritten: false, rebuiltIndexes: [], hasNewFiles: false };
  const isNew = ({ oid, node }: Relation) => before.has(oid) && before.get(oid)?.node !== node;
  const now = after.get(table.oid);
  if (now && isNew(now)) {
    // TRUNCATE makes new files too: empty ones, which takes no time.
    return { isRewritten: sizeOf(table.oid, sizesAfter).heap > 0, rebuiltIndexes: [], hasNewFiles: true };
  }
  const rebuiltIndexes = indexesOf(table, after)
    .filter(isNew)
    .map(({ name }) => name);
  return { isRewritten: false, rebuiltIndexes, hasNewFiles: rebuiltIndexes.length > 0 };
}

const indexesOf = ({ oid }: Relation, relations: Relations): Relation[] =>
  [...relations.values()].filter((relation) => relation.table === oid && relation.oid !== oid);

/** The most that one scan read of the table or of one of its indexes: building three indexes reads every row three times. */
function rowsReadOf(table: Relation, { before, after }: ObservedStatement): number {
  const longest = [table, ...indexesOf(table, after)].map((relation) => {
    const then = before.get(relation.oid);
    const now = after.get(relation.oid);
    const scans = (now?.scans ?? 0) - (then?.scans ?? 0);
    const read = (now?.rowsRead ?? 0) - (then?.rowsRead ?? 0);
    if (scans <= 0) return 0;
    const perScan = Math.ceil(read / scans);
    // Parallel workers count as scans of their own, and together they read what there is.
    return relation === table ? Math.max(perScan, Math.min(read, then?.rows ?? 0)) : perScan;
  });
  return Math.max(...longest);
}
