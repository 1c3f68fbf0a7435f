import { quoted, reservedWords } from "../quote.ts";
import { quotedTable, shown, type TableName } from "../table-name.ts";
import {
  allowed,
  locked,
  migration,
  type Recipe,
  type RecipeMigration,
  type SqlStatement,
  type Statement,
  statement,
} from "./recipe.ts";
import { requireColumn } from "./required.ts";

interface ColumnName {
  readonly table: TableName;
  readonly column: string;
}

export interface NewColumn extends ColumnName {
  /** What follows the name: `numeric(12,2) not null default 0`. */
  readonly definition: string;
  /** Statements that belong to the column and run in the same migration: its comment, a trigger. */
  readonly with?: { readonly up: readonly SqlStatement[]; readonly down?: readonly SqlStatement[] };
}

export interface FilledColumn extends NewColumn {
  /** The column as it is while it is empty: nullable and without a default. */
  readonly definition: string;
  /** The value of existing rows, as an SQL expression over their columns. */
  readonly value: string;
  readonly isRequired: boolean;
  /** The default of new rows: kept for good, or only until deployed code writes the column. */
  readonly default?: { readonly value: string; readonly isKept: boolean };
  readonly serverMajor?: number;
}

/** Adds a column that PostgreSQL notes in its catalog: nullable, or with one value for all rows. */
export function addColumn(column: NewColumn): Recipe {
  const { table, with: besides } = column;
  return [
    migration({
      stage: "add",
      comment: `Adds ${shown(table)}.${column.column}.`,
      up: [addedColumn(column), ...(besides?.up ?? [])],
      down: { statements: [...(besides?.down ?? []), droppedColumn(column)] },
    }),
  ];
}

/** Adds a column whose existing rows get values of their own: added empty, filled in batches, then required. */
export function addFilledColumn(filled: FilledColumn): Recipe {
  const { table, column, value, isRequired, serverMajor } = filled;
  const byDefault = filled.default;
  const setDefault = byDefault === undefined ? [] : [defaultSet(filled, byDefault.value, byDefault.isKept)];
  const { up = [], down = [] } = filled.with ?? {};
  return [
    ...addColumn({ ...filled, with: { up: [...setDefault, ...up], down } }),
    fillColumn({ table, column, value, why: "Nothing to roll back: the values go with the column." }),
    ...(isRequired
      ? requireColumn({ table, column, ...(serverMajor === undefined ? {} : { serverMajor }) })
      : []),
    ...(byDefault?.isKept === false ? dropDefault(filled, byDefault.value, { isRequired }) : []),
  ];
}

/** Gives the rows that have a null in the column a value, in batches. `why` down has nothing to do. */
export function fillColumn({
  table,
  column,
  value,
  why,
}: ColumnName & { readonly value: string; readonly why: string }): RecipeMigration {
  return migration({
    stage: "backfill",
    ending: "backfill",
    isTransactional: false,
    comment: `Fills ${shown(table)}.${column} in existing rows.`,
    up: [backfilled(table, `${quoted(column)} = ${value}`, `${quoted(column)} is null`)],
    down: { statements: [], why },
  });
}

/** Rows that are changed in batches until none matches `where`. */
export function backfilled(table: TableName, set: string, where: string): Statement {
  return {
    kind: "backfill",
    backfill: { table: backfillName(table), set, where },
    comment: "In batches with a transaction each, so that no row stays locked for long.",
  };
}

// As people write it, with quotes only if PostgreSQL would read the name otherwise.
function backfillName({ schema, name }: TableName): string {
  const plain = /^[a-z_][a-z0-9_]*$/;
  const parts = schema === undefined ? [name] : [schema, name];
  return parts.map((part) => (plain.test(part) && !reservedWords.has(part) ? part : quoted(part))).join(".");
}

/** Changes the default of new rows; undefined for none. */
export function changeDefault(
  name: ColumnName,
  before: string | undefined,
  after: string | undefined,
): Recipe {
  const to = (value: string | undefined) =>
    value === undefined ? defaultDropped(name) : defaultSet(name, value, true);
  return [
    migration({
      stage: "add",
      ending: "default",
      comment: `Changes the default of ${shown(name.table)}.${name.column} for new rows. Existing rows keep their values.`,
      up: [to(after)],
      down: { statements: [to(before)] },
    }),
  ];
}

/** Drops the default. If the column is required, code that relies on the default fails from then on. */
export function dropDefault(
  name: ColumnName,
  before: string,
  { isRequired }: { readonly isRequired: boolean },
): Recipe {
  const reason = "The entity has no default.";
  return [
    migration({
      stage: "drop default",
      ending: "drop_default",
      comment: `Drops the default of ${shown(name.table)}.${name.column}. Code has to write it itself from then on.`,
      up: [defaultDropped(name, { isRequired, reason })],
      down: { statements: [defaultSet(name, before, true)] },
    }),
  ];
}

export interface DroppedColumn extends ColumnName {
  readonly reason: string;
  /** The form in which the column can come back: nullable, or with one value for all rows. */
  readonly definition: string;
  /** What came with the column and comes back after it: default, comment, checks, indexes. */
  readonly belongings?: readonly Statement[];
  /** Names of the indexes and constraints that PostgreSQL drops with the column. */
  readonly dropped?: readonly string[];
  /** What down can't bring back. */
  readonly why: string;
}

/** Drops a column. Down brings the column back, and never its values. */
export function dropColumn(column: DroppedColumn): Recipe {
  const { table, reason, definition, belongings = [], dropped = [], why } = column;
  const drop = droppedColumn(column);
  const comment =
    dropped.length === 0
      ? drop.comment
      : `Indexes and constraints of the column go with it: ${dropped.join(", ")}.`;
  return [
    migration({
      stage: "drop column",
      ending: "drop",
      // An index comes back concurrently, which no transaction allows.
      isTransactional: dropped.length === 0,
      comment: `Drops ${shown(table)}.${column.column}: its values are lost. Deployed code must no longer use the column.`,
      up: [allowed("drop-column", reason, { ...drop, comment })],
      down: { statements: [addedColumn({ ...column, definition }), ...belongings], why },
    }),
  ];
}

export function addedColumn({ table, column, definition }: NewColumn): SqlStatement {
  const comment = /\bdefault\b/i.test(definition)
    ? "One value for all rows: PostgreSQL notes it in the catalog and writes no row."
    : "A column without a value is noted in the catalog: PostgreSQL writes no row.";
  return onTable(table, `add column ${quoted(column)} ${definition}`, comment);
}

export function droppedColumn({ table, column }: ColumnName): SqlStatement {
  return onTable(table, `drop column ${quoted(column)}`, "Changes the catalog only: no row is written.");
}

export function renamedColumn(table: TableName, from: string, to: string): SqlStatement {
  return onTable(table, `rename column ${quoted(from)} to ${quoted(to)}`, "Changes the catalog only.");
}

export function defaultSet({ table, column }: ColumnName, value: string, isKept = true): SqlStatement {
  const comment = isKept
    ? "Applies to new rows only. Existing rows are filled in batches or keep their values."
    : "For rows that deployed code inserts meanwhile without knowing the column.";
  return onTable(table, `alter column ${quoted(column)} set default ${value}`, comment);
}

/** Drops a default; that of a required column with the reason why nothing relies on it. */
export function defaultDropped(
  { table, column }: ColumnName,
  lost?: { readonly isRequired: boolean; readonly reason: string },
): SqlStatement {
  const drop = onTable(table, `alter column ${quoted(column)} drop default`, "Changes the catalog only.");
  return lost?.isRequired ? allowed("add-column-required-drop-default", lost.reason, drop) : drop;
}

function onTable(table: TableName, change: string, comment: string): SqlStatement {
  return statement(`alter table ${quotedTable(table)} ${change}`, locked("ACCESS EXCLUSIVE", table), comment);
}
