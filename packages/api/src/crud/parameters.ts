import type { Column } from "./table.ts";

/** The values of a statement, collected while its text is written. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Adds a value and gives the placeholder that stands for it, cast to the column's type. */
  add(column: Column, value: unknown): string {
    this.values.push(asSent(column, value));
    return `$${this.values.length}::${column.type}`;
  }

  /** Adds a list of values for `= any(…)`. */
  addList(column: Column, values: unknown[]): string {
    this.values.push(values.map((value) => asSent(column, value)));
    return `$${this.values.length}::${column.type}[]`;
  }
}

/** `pg` would send an object as JSON by itself, but a list as an array of PostgreSQL. */
const asSent = (column: Column, value: unknown): unknown =>
  column.kind === "json" && value !== null ? JSON.stringify(value) : value;
