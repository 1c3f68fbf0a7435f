/** What is in a column, without the values themselves. */
export interface ColumnFingerprint {
  /** As PostgreSQL writes it: "numeric(12,2)". */
  readonly type: string;
  /** A hash over every row's key and value: it changes with a value, and when two rows swap theirs. */
  readonly hash: string;
  /** A hash over the values alone, for the case that the table has another key afterwards. */
  readonly values: string;
  /** How many rows have a value; a fingerprint of an earlier version does not say. */
  readonly filled?: number;
}

/** What is in a table at one moment. */
export interface TableFingerprint {
  readonly schema: string;
  readonly table: string;
  /** Null where the table was left out, see `isPartial`. */
  readonly rows: number | null;
  /** The columns that tell one row from another; none where the table has no such key. */
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, ColumnFingerprint>>;
  /**
   * A hash over its whole rows, which changes when two rows swap values, whatever the key and the order of the columns.
   * A fingerprint of an earlier version has none.
   */
  readonly rowHash?: string;
  /** Of a partitioned table: each partition that holds rows, hashed with the key of the whole. */
  readonly partitions?: readonly TableFingerprint[];
  /** Whether the time was over before this table was read: nothing is known of its rows. */
  readonly isPartial: boolean;
}

export interface FingerprintDifference {
  readonly schema: string;
  readonly table: string;
  readonly kind: "table gone" | "rows" | "column";
  /** Where it is one column that differs. */
  readonly column?: string;
  /** For people. */
  readonly sentence: string;
}
