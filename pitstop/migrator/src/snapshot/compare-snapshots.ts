import { compareData, type MatchedColumn } from "./compare-data.ts";
import { comparePartitions } from "./compare-partitions.ts";
import { capitalized, compareProperties } from "./compare-properties.ts";
import type { Difference, Gone } from "./difference.ts";
import { matchObjects } from "./match-objects.ts";
import { describeObject, type SchemaObject } from "./schema-object.ts";
import type { Snapshot } from "./snapshot.ts";
import { TableData } from "./table-data.ts";

/**
 * Everything that existed before and is gone or different afterward. What is new is no difference. What went with
 * something else, as the columns of a dropped table do, is not listed beside it.
 */
export function compareSnapshots(earlier: Snapshot, later: Snapshot): Difference[] {
  const before = withInitial(earlier, later);
  const after = withInitial(later, earlier);
  const now = matchObjects(before.objects, after.objects);
  const columns = columnsByTable(before.objects);
  const present = { schemas: presentNames("schema", before, now), roles: presentNames("role", before, now) };
  const data = { before: new TableData(before), after: new TableData(after) };
  const columnsOf = ({ id }: SchemaObject): MatchedColumn[] =>
    (columns.get(id) ?? []).flatMap((column) => {
      const name = now.get(column.id)?.path.at(-1);
      return name === undefined ? [] : [{ before: column, name }];
    });
  return before.objects.flatMap((object): Difference[] => {
    if (object.isOthers) return [];
    const current = now.get(object.id);
    if (!current) return isGoneWithAnother(object, now) ? [] : [gone(object, before, data.before)];
    const changes = compareProperties(object, current, present);
    // A partition is compared with the table that it is a part of.
    if (object.kind !== "table" || object.properties["partition bound"] !== null) return changes;
    const was = data.before.of(object);
    const is = data.after.of(current);
    if (!was || !is) return changes;
    const differences =
      was.partitions && is.partitions
        ? comparePartitions({ object, was, is, ...data, now, columnsOf })
        : compareData(object, [was, is], columnsOf(object));
    return [...changes, ...differences];
  });
}

/** The present name of each object of a kind that was there before. */
function presentNames(
  of: SchemaObject["kind"],
  { objects }: Snapshot,
  now: ReadonlyMap<string, SchemaObject | undefined>,
): ReadonlyMap<string, string> {
  return new Map(
    objects.flatMap(({ kind, id, path }) => {
      const name = now.get(id)?.path[0];
      return kind === of && name !== undefined ? [[path[0] ?? "", name]] : [];
    }),
  );
}

/** Also with what is in the other snapshot alone because it is as it was by nature in this one. */
function withInitial(snapshot: Snapshot, other: Snapshot): Snapshot {
  const ids = new Set(snapshot.objects.map(({ id }) => id));
  const missing = other.objects.flatMap((object) =>
    object.initial && !ids.has(object.id) ? [{ ...object, properties: object.initial }] : [],
  );
  return missing.length === 0 ? snapshot : { ...snapshot, objects: [...snapshot.objects, ...missing] };
}

function columnsByTable(objects: readonly SchemaObject[]): Map<string, SchemaObject[]> {
  const columns = objects.filter(({ kind }) => kind === "column");
  return Map.groupBy(columns, ({ parents }) => parents[0] ?? "");
}

/** A column of a table that inherits is listed: it has rows of its own. */
function isGoneWithAnother(
  { kind, parents, origins = [] }: SchemaObject,
  now: Map<string, SchemaObject | undefined>,
): boolean {
  const others = kind === "column" ? parents : [...parents, ...origins];
  return others.some((other) => now.has(other) && now.get(other) === undefined);
}

function gone(object: SchemaObject, before: Snapshot, data: TableData): Gone {
  const content = contentOf(object, before, data);
  return { object, what: "gone", sentence: `${capitalized(describeObject(object))} is gone${content}.` };
}

/** What went with it, in numbers. */
function contentOf(object: SchemaObject, before: Snapshot, data: TableData): string {
  if (object.kind === "schema") {
    const tables = before.tables.filter(({ schema }) => schema === object.path[0]);
    const content = tables.map(({ table, rows }) => `${table}: ${rowsShown(rows)}`).join(", ");
    return tables.length === 0 ? "" : `, with its tables (${content})`;
  }
  if (object.kind !== "table" && object.kind !== "column") return "";
  const table = data.of(object);
  if (!table || table.rows === null) return "";
  const filled = table.columns[object.path[2] ?? ""]?.filled;
  const values = filled === undefined ? "" : `, ${filled} with a value`;
  return ` (${rowsShown(table.rows)}${values})`;
}

const rowsShown = (rows: number | null): string => {
  if (rows === null) return "rows not counted";
  return rows === 1 ? "1 row" : `${rows} rows`;
};
