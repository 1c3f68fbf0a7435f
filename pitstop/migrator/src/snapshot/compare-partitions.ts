import { difference, type TableFingerprint } from "../fingerprint/index.ts";
import { compareData, type MatchedColumn, rowsSentence } from "./compare-data.ts";
import type { RowsDiffer, ValuesDiffer } from "./difference.ts";
import { describeObject, type SchemaObject } from "./schema-object.ts";
import type { TableData } from "./table-data.ts";

/** A partitioned table before and after, and what was there otherwise. */
export interface Compared {
  readonly object: SchemaObject;
  readonly was: TableFingerprint;
  readonly is: TableFingerprint;
  readonly before: TableData;
  readonly after: TableData;
  /** What has become of each object, by its id. */
  readonly now: ReadonlyMap<string, SchemaObject | undefined>;
  readonly columnsOf: (table: SchemaObject) => readonly MatchedColumn[];
}

interface Partition {
  readonly object: SchemaObject;
  readonly current: SchemaObject | undefined;
  readonly was: TableFingerprint;
  /** Undefined where it is gone, or has no rows that could be read. */
  readonly is: TableFingerprint | undefined;
}

/**
 * What has changed in a partitioned table. Where partitions left it, joined it or are gone, the rest is compared
 * without them: each of those is compared by itself, wherever it is. Rows that moved between partitions are the same.
 */
export function comparePartitions(compared: Compared): (RowsDiffer | ValuesDiffer)[] {
  const { object, was, is, before, after, now, columnsOf } = compared;
  const partitions = before.partitionsOf(was).map(({ object: each, data }): Partition => {
    const current = now.get(each.id);
    return { object: each, current, was: data, is: current && after.of(current) };
  });
  const whole = now.get(object.id);
  const isStill = ({ current, is: data }: Partition) =>
    data !== undefined && current !== undefined && whole !== undefined && after.isPartOf(current, whole);
  const left = partitions.filter((partition) => !isStill(partition));
  const ofLeft = left.flatMap((each) =>
    each.is ? compareData(each.object, [each.was, each.is], columnsOf(each.object)) : [],
  );
  const columns = columnsOf(object);
  if (compareData(object, [was, is], columns).length === 0) return ofLeft;
  const joined = joinedOf(compared, partitions);
  const stayed = [
    difference(
      was,
      left.map(({ was: data }) => data),
    ),
    difference(
      is,
      joined.map(({ data }) => data),
    ),
  ] as const;
  const changed = compareData(object, stayed, columns);
  const parts = changed.length === 0 ? [] : partsOf(compared, partitions.filter(isStill));
  const moved = [
    ...left.flatMap((each) => (now.get(each.object.id) && each.was.rows !== 0 ? [each.object] : [])),
    ...joined.flatMap(({ object: each, data }) => (data.rows === 0 ? [] : [each])),
  ];
  const change = was.rows !== is.rows && moved.length > 0;
  return [
    ...ofLeft,
    ...(change ? [membersDiffer(compared, moved)] : []),
    ...changed.map((each) => ({
      ...withoutOthers(each, left.length + joined.length > 0),
      parts: ofSameColumn(each, parts),
    })),
  ];
}

/** Tables that were there before and were no part of this one. */
function joinedOf({ is, before, after, now }: Compared, partitions: readonly Partition[]) {
  const known = new Set(partitions.flatMap(({ object }) => now.get(object.id)?.id ?? []));
  const were = new Map([...now].flatMap(([id, current]) => (current ? [[current.id, id] as const] : [])));
  return after.partitionsOf(is).flatMap(({ object: { id }, data }) => {
    const formerId = were.get(id);
    const former = formerId === undefined || known.has(id) ? undefined : before.table(formerId);
    return former ? [{ object: former, data }] : [];
  });
}

/** What happened to each partition that stayed, and to the rows of new ones. */
function partsOf({ object, is, after, now, columnsOf }: Compared, stayed: readonly Partition[]) {
  const known = new Set([...now.values()].flatMap((current) => current?.id ?? []));
  const added = after
    .partitionsOf(is)
    .filter(({ object: { id }, data }) => !known.has(id) && data.rows !== 0)
    .map(({ data }): RowsDiffer => {
      const rows = data.rows ?? 0;
      return { object, what: "rows", before: 0, after: rows, sentence: rowsSentence(object, 0, rows) };
    });
  return [
    ...stayed.flatMap((each) =>
      each.is ? compareData(each.object, [each.was, each.is], columnsOf(each.object)) : [],
    ),
    ...added,
  ];
}

/** Other rows say as much about each column; of values, only those of the same column count. */
function ofSameColumn(
  change: RowsDiffer | ValuesDiffer,
  parts: readonly (RowsDiffer | ValuesDiffer)[],
): readonly (RowsDiffer | ValuesDiffer)[] {
  if (change.what === "rows" || change.object.kind === "table") return parts;
  const name = change.object.path.at(-1);
  return parts.filter(({ what, object }) => what === "rows" || object.path.at(-1) === name);
}

/** Says of numbers that they are not those of the whole table. */
const withoutOthers = <Change extends RowsDiffer | ValuesDiffer>(
  change: Change,
  hasOthers: boolean,
): Change =>
  hasOthers && change.what === "rows"
    ? {
        ...change,
        sentence: change.sentence.replace(
          /\.$/,
          ", not counting partitions that are gone, detached or attached.",
        ),
      }
    : change;

function membersDiffer({ object, was, is }: Compared, moved: readonly SchemaObject[]): RowsDiffer {
  const [before, after] = [was.rows ?? 0, is.rows ?? 0];
  const names = moved.map((each) => describeObject(each).replace(/^table /, "")).join(", ");
  const what = `Detached or attached: ${names}.`;
  return {
    object,
    what: "rows",
    before,
    after,
    moved: moved.map(({ id }) => id),
    sentence: `${rowsSentence(object, before, after)} ${what}`,
  };
}
