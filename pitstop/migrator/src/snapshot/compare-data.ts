import { areRowsMixed, type ColumnFingerprint, type TableFingerprint } from "../fingerprint/index.ts";
import { capitalized } from "./compare-properties.ts";
import type { RowsDiffer, ValuesDiffer } from "./difference.ts";
import { describeObject, type SchemaObject } from "./schema-object.ts";

export interface MatchedColumn {
  readonly before: SchemaObject;
  /** Its name now. */
  readonly name: string;
}

/**
 * The rows and values of a table that have changed; nothing where one of the two had no time for the table.
 * With other rows every column differs as well, which says nothing more.
 */
export function compareData(
  object: SchemaObject,
  [before, after]: readonly [TableFingerprint, TableFingerprint],
  columns: readonly MatchedColumn[],
): (RowsDiffer | ValuesDiffer)[] {
  if (before.rows === null || after.rows === null) return [];
  if (before.rows !== after.rows) {
    const sentence = rowsSentence(object, before.rows, after.rows);
    return [{ object, what: "rows", before: before.rows, after: after.rows, sentence }];
  }
  const nameNow = new Map(columns.map(({ before: column, name }) => [column.path.at(-1), name]));
  const isSameKey = before.key.map((name) => nameNow.get(name)).join("\0") === after.key.join("\0");
  const key = columns.flatMap(({ before: { id, path } }) =>
    before.key.includes(path.at(-1) ?? "") ? [id] : [],
  );
  const differences = columns.flatMap(({ before: column, name }) => {
    const was = columnOf(before, column.path.at(-1) ?? "");
    const is = columnOf(after, name);
    if (!was || !is || (isSameKey ? was.hash === is.hash : was.values === is.values)) return [];
    return [valuesDiffer(column, [was, is], key)];
  });
  // With other keys, every value is in another row, which says nothing more.
  const hasOtherKeys = differences.some(({ object: { id }, isMove }) => key.includes(id) && !isMove);
  if (hasOtherKeys) return differences.filter(({ isMove }) => !isMove);
  // The hash over whole rows depends on the names of the columns, which two of them may have swapped.
  const hasSameNames = columns.every(({ before: { path }, name }) => path.at(-1) === name);
  return differences.length === 0 && hasSameNames && areRowsMixed(before, after)
    ? [rowsMixed(object, columns)]
    : differences;
}

export const rowsSentence = (object: SchemaObject, before: number, after: number): string =>
  `${capitalized(describeObject(object))} had ${before} rows and has ${after} now.`;

function rowsMixed(object: SchemaObject, columns: readonly MatchedColumn[]): ValuesDiffer {
  const sentence = `The values of ${describeObject(object)} are in different rows than before.`;
  return { object, what: "values", isMove: true, key: columns.map(({ before }) => before.id), sentence };
}

/** A column may be called "constructor", which every object has. */
const columnOf = ({ columns }: TableFingerprint, name: string): ColumnFingerprint | undefined =>
  Object.hasOwn(columns, name) ? columns[name] : undefined;

function valuesDiffer(
  object: SchemaObject,
  [was, is]: readonly [ColumnFingerprint, ColumnFingerprint],
  key: readonly string[],
): ValuesDiffer {
  const isMove = was.values === is.values;
  const what = isMove ? "are in different rows than before" : "have changed";
  const type = was.type === is.type ? "" : ` The type was ${was.type} and is ${is.type} now.`;
  return {
    object,
    what: "values",
    isMove,
    key,
    sentence: `The values of ${describeObject(object).replace(/^column /, "")} ${what}.${type}`,
  };
}
