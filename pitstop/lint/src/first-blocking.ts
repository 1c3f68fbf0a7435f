import type { Known } from "./known.ts";
import { blocksRows } from "./lock.ts";
import type { Statement } from "./statement.ts";
import { type TakenLock, takenLocks } from "./taken-locks.ts";

/** By the statements of a file: large files would be read again for each of their statements. */
const firstOfFile = new WeakMap<readonly Statement[], Statement>();

/** The first lock of the file that readers or writers wait for, when this is the statement that takes it. */
export function firstBlockingLock(statement: Statement, known: Known): TakenLock | undefined {
  const blocking = (each: Statement) => takenLocks(each, known).find(({ lock }) => blocksRows(lock));
  const found = blocking(statement);
  if (found === undefined) return undefined;
  const { statements } = known;
  const first =
    firstOfFile.get(statements) ??
    statements.slice(0, statement.index).find((earlier) => blocking(earlier) !== undefined) ??
    statement;
  firstOfFile.set(statements, first);
  return first === statement ? found : undefined;
}
