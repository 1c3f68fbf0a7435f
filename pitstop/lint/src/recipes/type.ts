import { derivedName, quoted } from "../quote.ts";
import { quotedTable, shown, type TableName } from "../table-name.ts";
import { defaultDropped } from "./column.ts";
import { allowed, locked, migration, type Recipe, statement } from "./recipe.ts";
import { replaceColumn } from "./replace-column.ts";

export interface Relabeling {
  readonly table: TableName;
  readonly column: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Changes a type whose stored values stay as they are. Without USING: an assignment refuses what doesn't fit, where a
 * cast would cut it off silently.
 */
export function relabelType({ table, column, from, to }: Relabeling): Recipe {
  const retyped = (type: string, comment: string) =>
    statement(
      `alter table ${quotedTable(table)} alter column ${quoted(column)} type ${type}`,
      locked("ACCESS EXCLUSIVE", table),
      comment,
    );
  const narrower =
    "The narrower type: the whole table is read or rewritten under a lock, and a value that no longer fits fails it.";
  return [
    migration({
      stage: "add",
      ending: "type",
      comment: `Makes ${shown(table)}.${column} ${to} instead of ${from}.`,
      up: [retyped(to, "The stored values stay as they are: no row is rewritten.")],
      down: { statements: [retyped(from, narrower)] },
    }),
  ];
}

export interface Conversion {
  readonly table: TableName;
  readonly column: string;
  readonly type: string;
  /** The new value, as an SQL expression over the columns of the row. */
  readonly using: string;
  readonly reason: string;
  /** A default of the old type goes first: PostgreSQL can't convert every one. */
  readonly hasDefault: boolean;
  readonly isRequired: boolean;
  readonly back: { readonly type: string; readonly using: string };
}

/** Rewrites the table at once, while nobody reads or writes it: for development. */
export function convertType(conversion: Conversion): Recipe {
  const { table, column, type, using, reason, hasDefault, isRequired, back } = conversion;
  const converted = (to: string, value: string) =>
    statement(
      `alter table ${quotedTable(table)} alter column ${quoted(column)} type ${to} using ${value}`,
      locked("ACCESS EXCLUSIVE", table),
      "Rewrites every row and blocks all reads and writes meanwhile: for development only.",
    );
  const dropDefault = hasDefault ? [defaultDropped({ table, column }, { isRequired, reason })] : [];
  return [
    migration({
      stage: "add",
      ending: "type",
      comment: `Makes ${shown(table)}.${column} ${type} at once.`,
      up: [...dropDefault, allowed("change-column-type", reason, converted(type, using))],
      down: { statements: [converted(back.type, back.using)] },
    }),
  ];
}

export interface TypeChange {
  readonly table: TableName;
  readonly column: string;
  /** The new type, with its collation. */
  readonly type: string;
  /** The new value, as an SQL expression over the columns of the row. By default the old one, which has to fit. */
  readonly using?: string;
  readonly isRequired: boolean;
  /** The default of the column in its new type. */
  readonly default?: string;
  /** What is needed to go down again: the old type, and the old value as an expression over the new column's name. */
  readonly back?: { readonly type: string; readonly value: (column: string) => string };
  readonly serverMajor?: number;
}

/**
 * Changes a type whose values are rewritten: a second column is filled beside the first, and takes its name once no
 * deployed code uses the old type. Ends in the schema and rows of `ALTER COLUMN … TYPE … USING`.
 */
export function changeType({ table, column, type, using, back, ...change }: TypeChange): Recipe {
  const to = derivedName(column, "new");
  return replaceColumn({
    ...change,
    table,
    from: column,
    to,
    name: column,
    definition: type,
    forward: using ?? quoted(column),
    ...(back === undefined ? {} : { oldDefinition: back.type, backward: back.value(quoted(to)) }),
  });
}
