// A row scope as conditions of a statement.
import type { Parameters } from "../crud/parameters.ts";
import type { Column, Table } from "../crud/table.ts";
import { invalidScope, type Scope } from "./reach.ts";

/** A table in the form that scopes are about. */
export const scopedTable = ({ domain, columns }: Table): ScopedTable => ({ domain: domain.name, columns });

/** The table that a scope is about. */
export interface ScopedTable {
  /** The name of the domain. */
  readonly domain: string;
  readonly columns: Readonly<Record<string, Column>>;
}

/** The conditions that keep a statement within a scope; `alias` is that of the table, with its dot. */
export function scopeConditions(
  { domain, columns }: ScopedTable,
  scope: Scope | undefined,
  parameters: Parameters,
  alias = "",
): string[] {
  return Object.entries(scope ?? {}).map(([name, wanted]) => {
    const column = scopedColumn(domain, columns, name);
    const sql = `${alias}${column.sql}`;
    const values = valuesOf(wanted);
    const some = values.filter((value) => value !== null);
    const conditions = [
      ...(some.length === 1 ? [`${sql} = ${parameters.add(column, some[0])}`] : []),
      ...(some.length > 1 ? [`${sql} = any(${parameters.addList(column, some)})`] : []),
      ...(some.length < values.length ? [`${sql} is null`] : []),
    ];
    if (conditions.length === 0) return "false"; // a list of no values: no row has one of them
    return conditions.length === 1 ? (conditions[0] as string) : `(${conditions.join(" or ")})`;
  });
}

/** The column of a scope's attribute. Throws AccessError for one that the domain doesn't have. */
export function scopedColumn(domain: string, columns: ScopedTable["columns"], name: string): Column {
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (!column) throw invalidScope(domain, `names "${name}", which the domain doesn't have`);
  return column;
}

/** The values that a scope allows: null stands for none. */
export const valuesOf = (wanted: unknown): readonly unknown[] => (Array.isArray(wanted) ? wanted : [wanted]);
