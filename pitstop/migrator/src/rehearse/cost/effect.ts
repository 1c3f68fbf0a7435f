import type { Lock } from "@pitstop/lint";

/** What a statement did to a table, or to a view or sequence that others wait for, as seen from beside it. */
export interface TableEffect {
  /** As SQL writes it: without its schema where that is on the search path. */
  readonly table: string;
  readonly qualifiedName: string;
  /** The strongest lock that was held on it or on one of its indexes. */
  readonly lock: Lock | null;
  /**
   * How long that lock was held, in milliseconds: from the statement that took it to the end of the transaction. Null
   * where an earlier statement had taken it.
   */
  readonly heldFor: number | null;
  /** Whether readers or writers of the table wait while the lock is held. */
  readonly isBlocking: boolean;
  /** Whether the table was written anew, which takes as long as the table is large. */
  readonly isRewritten: boolean;
  /** Indexes that were built anew, while the table itself was not. */
  readonly rebuiltIndexes: readonly string[];
  /** How many rows the longest scan read; 0 where none did. */
  readonly rowsRead: number;
  /** Rows of the table before, as PostgreSQL estimates them; 0 where it doesn't know. */
  readonly rows: number;
  /** Of table and indexes, in bytes. */
  readonly sizeBefore: number;
  readonly sizeAfter: number;
  /** Whether the table is older than the migrations: nobody waits for one that they make. */
  readonly existedBefore: boolean;
}
