import type { Known } from "./known.ts";
import { blocksRows } from "./lock.ts";
import type { Statement } from "./statement.ts";
import { type TakenLock, takenLocks } from "./taken-locks.ts";

/** The first lock of the file that readers or writers wait for, when this is the statement that takes it. */
export function firstBlockingLock(statement: Statement, known: Known): TakenLock | undefined {
  const blocking = (each: Statement) => takenLocks(each, known).find(({ lock }) => blocksRows(lock));
  const found = blocking(statement);
  const isFirst = !known.statements
    .slice(0, statement.index)
    .some((earlier) => blocking(earlier) !== undefined);
  return found !== undefined && isFirst ? found : undefined;
}
