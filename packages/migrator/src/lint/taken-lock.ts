import type { Lock } from "./lock.ts";
import type { TableName } from "./table-name.ts";

export interface TakenLock {
  readonly table: TableName;
  readonly lock: Lock;
}

export const locked = (lock: Lock, tables: readonly TableName[]): TakenLock[] =>
  tables.map((table) => ({ table, lock }));
