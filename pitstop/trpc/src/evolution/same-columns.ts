import type { RetiredEntry } from "@pitstop/database";

/**
 * The columns of a table that hold the same values as this one, itself first: those that it was called before. A column
 * of another type is none of them, although it is kept in step: its order may be another one.
 */
export function sameColumns(entries: readonly RetiredEntry[], column: string): string[] {
  const columns = [column];
  for (const known of columns) {
    for (const { renamedTo, replacedBy, column: before } of entries) {
      const isSame = renamedTo !== undefined && replacedBy === known && before !== undefined;
      if (isSame && !columns.includes(before)) columns.push(before);
    }
  }
  return columns;
}
