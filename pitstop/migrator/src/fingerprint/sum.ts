import type { ColumnFingerprint, TableFingerprint } from "./fingerprint.ts";

/** The rows of several partitions as those of one table. All have its key and its columns. */
export const sumOf = (whole: Named, partitions: readonly TableFingerprint[]): TableFingerprint =>
  partitions.reduce(
    (sum, partition) => combined(sum, partition, 1n),
    without({ ...whole, isPartial: false }),
  );

/** The rows of a partitioned table without those of some of its partitions. */
export const difference = (
  whole: TableFingerprint,
  partitions: readonly TableFingerprint[],
): TableFingerprint => partitions.reduce((rest, partition) => combined(rest, partition, -1n), whole);

type Named = Pick<TableFingerprint, "schema" | "table" | "key" | "columns">;

/** The same table, empty. */
function without({ schema, table, key, columns }: Named & { isPartial: false }): TableFingerprint {
  const empty = ({ type }: ColumnFingerprint): ColumnFingerprint => ({
    type,
    hash: "0",
    values: "0",
    filled: 0,
  });
  return {
    schema,
    table,
    rows: 0,
    key,
    columns: Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, empty(column)])),
    rowHash: "0",
    isPartial: false,
  };
}

/** Hashes are sums over the rows, so that those of parts add up to that of the whole. */
function combined(whole: TableFingerprint, part: TableFingerprint, sign: 1n | -1n): TableFingerprint {
  const sum = (one: string, other: string) => (BigInt(one) + sign * BigInt(other)).toString();
  const columns = Object.entries(whole.columns).map(([name, column]): [string, ColumnFingerprint] => {
    const other = Object.hasOwn(part.columns, name) ? part.columns[name] : undefined;
    if (!other) return [name, column];
    const filled = (column.filled ?? 0) + Number(sign) * (other.filled ?? 0);
    return [
      name,
      {
        type: column.type,
        hash: sum(column.hash, other.hash),
        values: sum(column.values, other.values),
        filled,
      },
    ];
  });
  return {
    ...whole,
    rows: whole.rows === null || part.rows === null ? null : whole.rows + Number(sign) * part.rows,
    columns: Object.fromEntries(columns),
    ...(whole.rowHash !== undefined &&
      part.rowHash !== undefined && { rowHash: sum(whole.rowHash, part.rowHash) }),
  };
}
