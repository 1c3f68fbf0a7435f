import { stripVTControlCharacters } from "node:util";

/** Lines of a table whose columns are as wide as their widest cell. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, index) => Math.max(...rows.map((row) => width(row[index] ?? "")))) ?? [];
  return rows.map((row) =>
    `  ${row.map((value, index) => value + " ".repeat((widths[index] ?? 0) - width(value))).join("  ")}`.trimEnd(),
  );
}

const width = (text: string): number => stripVTControlCharacters(text).length;
