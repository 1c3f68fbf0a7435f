import { quoted } from "../quote.ts";
import { quotedTable, shown, type TableName } from "../table-name.ts";
import { renamedColumn } from "./column.ts";
import { renamedConstraint } from "./constraint.ts";
import { renamedIndex } from "./create-index.ts";
import { allowed, locked, migration, type Recipe, type SqlStatement, statement } from "./recipe.ts";
import { replaceColumn } from "./replace-column.ts";

export interface Renaming {
  readonly table: TableName;
  readonly from: string;
  readonly to: string;
}

/** Renames a column at once: for development, and for columns that no deployed code uses. */
export function renameColumn({ table, from, to, reason }: Renaming & { readonly reason: string }): Recipe {
  return renaming("column", { table, from, to }, (one, other) =>
    allowed("rename-column", reason, renamedColumn(table, one, other)),
  );
}

/** Renames a column while old code goes on using its previous name: both columns are kept in step until the old one goes. */
export function renameColumnInStep({
  table,
  from,
  to,
  definition,
  isRequired,
  ...rest
}: Renaming & {
  /** The column while it is empty: its type, nullable. */
  readonly definition: string;
  readonly isRequired: boolean;
  readonly default?: string;
  readonly serverMajor?: number;
}): Recipe {
  const [forward, backward] = [quoted(from), quoted(to)];
  const columns = { table, from, to, definition, oldDefinition: definition, forward, backward };
  return replaceColumn({ ...columns, isRequired, ...rest });
}

/** Renames a check, a foreign key, or a unique constraint with its index. */
export function renameConstraint({ table, from, to }: Renaming): Recipe {
  return renaming("constraint", { table, from, to }, (one, other) => renamedConstraint(table, one, other));
}

export function renameIndex({ table, from, to }: Renaming): Recipe {
  return renaming("index", { table, from, to }, (one, other) => renamedIndex(table, one, other));
}

/** Renames a table. Old code reads and writes it through an updatable view of the old name, until that is dropped. */
export function renameTable({
  table,
  to,
  named = [],
}: {
  readonly table: TableName;
  readonly to: string;
  /** The constraints and indexes that are named after the table, under its new name. */
  readonly named?: readonly Recipe[];
}): Recipe {
  const renamed = { ...table, name: to };
  const rename = (from: TableName, name: string) => onTable(from, `rename to ${quoted(name)}`);
  const view = viewOfOldName(table, renamed);
  const dropView = statement(
    `drop view ${quotedTable(table)}`,
    locked("ACCESS EXCLUSIVE", table),
    "The table takes its name back.",
  );
  const [ups, downs] = [namedUp(named), namedDown(named)];
  return [
    migration({
      stage: "rename",
      ending: "rename",
      comment: `Renames ${shown(table)} to ${to}. A view keeps the old name for deployed code.`,
      up: [rename(table, to), ...ups, view],
      down: { statements: [dropView, ...downs, rename(renamed, table.name)] },
    }),
  ];
}

export function viewOfOldName(old: TableName, renamed: TableName): SqlStatement {
  return statement(
    `create view ${quotedTable(old)} as select * from ${quotedTable(renamed)}`,
    locked("ACCESS SHARE", renamed),
    "Old code reads and writes through it: PostgreSQL passes writes on to the table (CREATE VIEW, updatable views).",
  );
}

function namedUp(recipes: readonly Recipe[]) {
  return recipes.flatMap((recipe) => recipe.flatMap(({ up }) => up));
}

function namedDown(recipes: readonly Recipe[]) {
  return recipes
    .toReversed()
    .flatMap((recipe) => recipe.flatMap(({ down }) => ("statements" in down ? down.statements : [])));
}

function renaming(
  what: string,
  { table, from, to }: Renaming,
  rename: (from: string, to: string) => SqlStatement,
): Recipe {
  return [
    migration({
      stage: "rename",
      ending: "rename",
      comment: `Renames the ${what} ${shown(table)}.${from} to ${to}. Deployed code must no longer use the old name.`,
      up: [rename(from, to)],
      down: { statements: [rename(to, from)] },
    }),
  ];
}

function onTable(table: TableName, change: string): SqlStatement {
  return statement(
    `alter table ${quotedTable(table)} ${change}`,
    locked("ACCESS EXCLUSIVE", table),
    "Changes the catalog only.",
  );
}
