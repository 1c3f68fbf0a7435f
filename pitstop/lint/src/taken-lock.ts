import type { Known } from "./known.ts";
import type { Lock } from "./lock.ts";
import type { NodeKind, NodeOf } from "./syntax-node.ts";
import type { TableName } from "./table-name.ts";

export interface TakenLock {
  readonly table: TableName;
  readonly lock: Lock;
}

export const locked = (lock: Lock, tables: readonly TableName[]): TakenLock[] =>
  tables.map((table) => ({ table, lock }));

export const exclusive = (...tables: readonly TableName[]): TakenLock[] => locked("ACCESS EXCLUSIVE", tables);

/** The locks of one kind of statement. */
export type LocksOf<Kind extends NodeKind> = (content: NodeOf<Kind>, known: Known) => TakenLock[];
