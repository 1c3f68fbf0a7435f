import type { Column } from "./table.ts";
import { sentValue } from "./wire-form.ts";

/** The values of a statement, collected while its text is written. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Adds a value and gives the placeholder that stands for it, cast to the column's type. */
  add(column: Column, value: unknown): string {
    this.values.push(sentValue(column, value));
    return `$${this.values.length}::${column.type}`;
  }

  /** Adds a list of values for `= any(…)`. */
  addList(column: Column, values: unknown[]): string {
    this.values.push(values.map((value) => sentValue(column, value)));
    return `$${this.values.length}::${column.type}[]`;
  }

  /** Adds a text that belongs to no column of a domain. */
  addText(value: string | undefined): string {
    this.values.push(value ?? null);
    return `$${this.values.length}::text`;
  }
}
