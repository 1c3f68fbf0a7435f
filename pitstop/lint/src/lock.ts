/** Table locks, weakest first. https://www.postgresql.org/docs/18/explicit-locking.html#LOCKING-TABLES */
export const locks = [
  "ACCESS SHARE",
  "ROW SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE",
] as const;

export type Lock = (typeof locks)[number];

/** Whether readers or writers of rows wait for this lock. */
export function blocksRows(lock: Lock): boolean {
  return locks.indexOf(lock) >= locks.indexOf("SHARE");
}

/** Who waits while the lock on the table is held, as the end of a sentence. */
export function waiting(lock: Lock, table: string): string {
  if (lock === "ACCESS EXCLUSIVE") return `every read and every write of ${table} waits`;
  if (blocksRows(lock)) return `every write to ${table} waits (reads go on)`;
  return `no reader or writer of ${table} waits`;
}

/** The sentence about a lock that is held for as long as the table is big. */
export function heldToTheEnd(lock: Lock, table: string): string {
  return `${lock} on ${table} is held until it ends: ${waiting(lock, table)}.`;
}

/** The sentence about a lock that is held for a moment, once it is granted. */
export function heldBriefly(lock: Lock, table: string): string {
  return `${lock} on ${table} is brief, but it queues behind the longest query, and behind it ${waiting(lock, table)}.`;
}
