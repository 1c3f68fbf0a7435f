import { quoted } from "@pitstop/migrator/recipes";
import { type ColumnName, type ColumnPlace, columnPlaces, type PlacesOptions } from "./column-places.ts";

/** What takes the place of a column. */
export interface Substitute {
  /** The column's new name, for lists that take names alone. */
  readonly column: string;
  /** SQL of the same value as before, with `$` for the new column where it isn't the column itself. */
  readonly expression?: string;
}

/** SQL with a column exchanged, and whether every place was certain. */
export interface Exchanged {
  readonly sql: string;
  readonly places: readonly ColumnPlace[];
  readonly isCertain: boolean;
}

/**
 * SQL with another column in place of one; undefined where it's no SQL. The results of its queries keep the names that
 * they had, so that whoever reads them notices nothing.
 */
export function exchangeColumn(
  sql: string,
  name: ColumnName,
  by: Substitute,
  options: PlacesOptions = {},
): Exchanged | undefined {
  const places = columnPlaces(sql, name, options);
  if (!places) return undefined;
  const text = places.toReversed().reduce((result, place) => {
    if (!place.isCertain) return result;
    const [before, behind] = [result.slice(0, place.start), result.slice(place.end)];
    return before + written(sql.slice(place.start, place.end), name, by, place) + behind;
  }, sql);
  // A qualified name can't be wrapped where it is.
  const isWrapped =
    by.expression !== undefined &&
    places.some(({ start, isNameOnly }) => !isNameOnly && sql[start - 1] === ".");
  return { sql: text, places, isCertain: !isWrapped && places.every(({ isCertain }) => isCertain) };
}

function written(token: string, { column }: ColumnName, by: Substitute, place: ColumnPlace): string {
  const name = token.startsWith('"') ? quoted(by.column) : plainName(by.column);
  const value =
    place.isNameOnly || by.expression === undefined ? name : by.expression.replaceAll("$", quoted(by.column));
  return place.isOutput ? `${value} as ${token.startsWith('"') ? quoted(column) : plainName(column)}` : value;
}

/** A name as people write it, in quotes where PostgreSQL would read it otherwise. */
export const plainName = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !isReserved(name) ? name : quoted(name);

const isReserved = (name: string): boolean =>
  columnPlaces(`select 1 from t where ${name} = 1`, { table: "t", column: name })?.length !== 1;

/** An expression over the columns of a table, as in a check, with another column in place of one. */
export function exchangeInExpression(
  expression: string,
  name: ColumnName,
  by: Substitute,
): Exchanged | undefined {
  const head = `select 1 from ${quoted(name.table)} where (`;
  const found = exchangeColumn(`${head}${expression}\n)`, name, by);
  if (!found) return undefined;
  const places = found.places.map((place) => ({
    ...place,
    start: place.start - head.length,
    end: place.end - head.length,
  }));
  return { ...found, places, sql: found.sql.slice(head.length, -2) };
}
