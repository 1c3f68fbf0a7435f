/** What a statement failed on, as PostgreSQL names it. */
export interface Failure {
  readonly sql: string;
  /** As SQL writes it, with its schema. */
  readonly table: string;
  readonly column: string;
  readonly constraint: string;
  readonly detail: string;
}

/** This many rows are shown. */
export const SHOWN = 3;

/** A query for rows of a table, called `t` in the condition. */
export const rowsWhere = (table: string, condition: string): string =>
  `select to_jsonb(t)::text as found, count(*) over () as total from ${table} t where ${condition} limit ${SHOWN}`;
