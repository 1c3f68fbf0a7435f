// What a call of an older client needs beside what the present version knows: the columns, conditions and values that
// only its own version has. It travels beside the call, so that a domain's own service sees the present shape alone.
import { AsyncLocalStorage } from "node:async_hooks";
import type { Conditions } from "./filter.ts";
import type { Column } from "./table.ts";

/** A retired column as an older client reads it: its value, or the record that its key leads to. */
export interface AsideField {
  /** The name that the client knows. */
  readonly name: string;
  readonly column: Column;
  /** What the client's version calls the relation, where it is one. */
  readonly relation?: { readonly label: string } | undefined;
}

/** What people call one record of a domain, and many. */
export interface Label {
  readonly one: string;
  readonly many: string;
}

/** One call of an older client. */
export interface Aside {
  /** The table that it is about; calls to other tables on the way are none of its own. */
  readonly table: string;
  /** What the client's version calls a record. */
  readonly label: Label;
  /** What records carry besides. */
  readonly fields: readonly AsideField[];
  /** Where a search looks: present attributes by name, and retired columns. */
  readonly searched: readonly (string | Column)[];
  /** The client's name of an attribute or a relation that a column holds, for errors. */
  nameOfColumn(column: string): string | undefined;
  /** What the client's version calls the records of another table. */
  labelOfTable(table: string): Label | undefined;
  /** The columns that a cursor names, as the client's version wrote them. */
  cursorColumns(columns: readonly string[]): readonly string[];
  readonly conditions: { readonly column: Column; readonly wanted: Conditions }[];
  /** Values of retired columns to write. */
  readonly values: { readonly column: Column; readonly value: unknown }[];
  /** Present attributes that a trigger fills from those columns. */
  readonly omitted: Set<string>;
  /** What the records of the answer carry besides, by id. */
  readonly records: Map<number, Record<string, unknown>>;
  /** Whether a statement has taken it into account. */
  isMet: boolean;
}

const calls = new AsyncLocalStorage<Aside>();

/** Does the work of a call with what goes beside it. */
export const beside = <Result>(aside: Aside, work: () => Result): Result => calls.run(aside, work);

/** What goes beside the call of an older client; undefined for all others. */
export const currentAside = (): Aside | undefined => calls.getStore();

/** The same where the call is about this table. */
export function asideOf(table: string | undefined): Aside | undefined {
  const aside = calls.getStore();
  if (!aside || aside.table !== table) return undefined;
  aside.isMet = true;
  return aside;
}

/** The key under which a row carries the fields of an aside on its way here; no attribute is called so. */
export const ASIDE = "(aside)";

/** Takes from a row what it carries besides. */
export function takeAside<Row>(aside: Aside | undefined, row: Row): Row {
  if (!aside || typeof row !== "object" || row === null) return row;
  const record = row as { id?: unknown; [ASIDE]?: Record<string, unknown> }; // as selectRecords builds it
  if (record[ASIDE]) aside.records.set(Number(record.id), record[ASIDE]);
  delete record[ASIDE];
  return row;
}
