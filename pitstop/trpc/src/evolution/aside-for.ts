import type { Aside } from "../crud/aside.ts";
import type { DomainView } from "./view.ts";

/** What goes beside a call of clients that know a domain by this view. */
export function asideFor(view: DomainView): Aside {
  const { fields, searched, columns, label, present } = view;
  return {
    table: present.surface.table,
    label,
    fields,
    searched,
    nameOfColumn: (column) => columns.get(column),
    labelOfTable: view.labelOfTable,
    cursorColumns(named) {
      // A version names the column that it knows first, and those before it.
      const first = view.isUnion ? 0 : named.findIndex((column) => view.known.has(column));
      return first > 0 ? named.slice(first) : named;
    },
    conditions: [],
    values: [],
    omitted: new Set(),
    records: new Map(),
    isMet: false,
  };
}
