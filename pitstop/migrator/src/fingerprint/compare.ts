import type { ColumnFingerprint, FingerprintDifference, TableFingerprint } from "./fingerprint.ts";

/**
 * What of `before` is not there any more in `after`, which is the same database elsewhere: a table, a column, rows, or
 * values. New tables and columns are no difference; neither is a table that one of the two had no time for (`isPartial`).
 */
export function compareFingerprints(
  before: readonly TableFingerprint[],
  after: readonly TableFingerprint[],
): FingerprintDifference[] {
  return before.flatMap((table) => {
    const now = after.find((other) => other.schema === table.schema && other.table === table.table);
    return now ? compareTable(table, now) : [tableGone(table)];
  });
}

function compareTable(before: TableFingerprint, after: TableFingerprint): FingerprintDifference[] {
  if (before.isPartial || after.isPartial) return [];
  // With other rows every column differs as well, which says nothing more.
  if (before.rows !== after.rows) return [rowsDiffer(before, after)];
  const isSameKey = before.key.join("\0") === after.key.join("\0");
  const differences = Object.entries(before.columns).flatMap(([column, was]) => {
    // A column may be called "constructor", which every object has.
    const is = Object.hasOwn(after.columns, column) ? after.columns[column] : undefined;
    if (!is) return [columnGone(before, column)];
    return isEqual(was, is, isSameKey) ? [] : [columnDiffers(before, column, was, is)];
  });
  return differences.length === 0 && areRowsMixed(before, after) ? [rowsMixed(before)] : differences;
}

/** Whether a table has the same values in other rows; known while it has the same columns. */
export function areRowsMixed(before: TableFingerprint, after: TableFingerprint): boolean {
  if (before.rowHash === undefined || after.rowHash === undefined) return false;
  const typesOf = ({ columns }: TableFingerprint) =>
    Object.entries(columns)
      .map(([name, { type }]) => `${name} ${type}`)
      .toSorted();
  return before.rowHash !== after.rowHash && typesOf(before).join("\0") === typesOf(after).join("\0");
}

const isEqual = (was: ColumnFingerprint, is: ColumnFingerprint, isSameKey: boolean): boolean =>
  isSameKey ? was.hash === is.hash : was.values === is.values;

const shown = ({ schema, table }: TableFingerprint): string =>
  schema === "public" ? table : `${schema}.${table}`;

function tableGone(before: TableFingerprint): FingerprintDifference {
  const { schema, table, rows } = before;
  const content = rows === null ? "" : ` It had ${rows} rows.`;
  return { schema, table, kind: "table gone", sentence: `Table ${shown(before)} is gone.${content}` };
}

function columnGone(before: TableFingerprint, column: string): FingerprintDifference {
  const { schema, table } = before;
  return { schema, table, kind: "column", column, sentence: `Column ${shown(before)}.${column} is gone.` };
}

function rowsMixed(before: TableFingerprint): FingerprintDifference {
  const { schema, table } = before;
  return {
    schema,
    table,
    kind: "rows",
    sentence: `The values of ${shown(before)} are in different rows than before.`,
  };
}

function rowsDiffer(before: TableFingerprint, after: TableFingerprint): FingerprintDifference {
  const { schema, table } = before;
  const sentence = `Table ${shown(before)} had ${before.rows} rows and has ${after.rows} now.`;
  return { schema, table, kind: "rows", sentence };
}

function columnDiffers(
  before: TableFingerprint,
  column: string,
  was: ColumnFingerprint,
  is: ColumnFingerprint,
): FingerprintDifference {
  const { schema, table } = before;
  const type = was.type === is.type ? "" : ` Its type was ${was.type} and is ${is.type} now.`;
  const what = was.values === is.values ? "are in different rows than before" : "have changed";
  return {
    schema,
    table,
    kind: "column",
    column,
    sentence: `The values of ${shown(before)}.${column} ${what}.${type}`,
  };
}
