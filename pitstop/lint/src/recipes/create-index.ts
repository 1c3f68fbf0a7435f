import { derivedName, quoted, quotedList } from "../quote.ts";
import { quotedTable, shown, type TableName } from "../table-name.ts";
import {
  locked,
  migration,
  type Recipe,
  type RecipeMigration,
  type SqlStatement,
  statement,
} from "./recipe.ts";

export interface Index {
  readonly table: TableName;
  readonly name: string;
  /** The plain statement: `create unique index "cars_vin" on "cars" ("vin")`. */
  readonly create: string;
}

/** The plain statement that creates an index over columns. */
export function plainIndex({
  table,
  name,
  columns,
  isUnique = false,
}: Omit<Index, "create"> & { readonly columns: readonly string[]; readonly isUnique?: boolean }): Index {
  const kind = isUnique ? "unique index" : "index";
  const create = `create ${kind} ${quoted(name)} on ${quotedTable(table)} (${quotedList(columns)})`;
  return { table, name, create };
}

/**
 * Builds an index while reads and writes go on.
 * Source: https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY.
 */
export function createIndex(index: Index): Recipe {
  const fails = /^\s*create\s+unique\b/i.test(index.create) ? " Fails if two rows have the same value." : "";
  return [
    migration({
      stage: "index",
      ending: "",
      isTransactional: false,
      comment: `Builds the index ${index.name} while ${shown(index.table)} is read and written.${fails}`,
      up: [builtConcurrently(index)],
      down: { statements: [droppedConcurrently(index)] },
    }),
  ];
}

/** Drops an index while reads and writes go on. Down builds it again the same way. */
export function dropIndex(index: Index): Recipe {
  return [
    migration({
      stage: "drop index",
      ending: "drop",
      isTransactional: false,
      comment: `Drops the index ${index.name} of ${shown(index.table)}.`,
      up: [droppedConcurrently(index)],
      down: { statements: [builtConcurrently(index)] },
    }),
  ];
}

/**
 * Replaces an index by another one of its name, so that no query is left without an index. `passing` is the new index
 * under a name of its own until then (see `passingName`).
 */
export function replaceIndex(before: Index, passing: Index): Recipe {
  const { table, name } = before;
  const next = (parts: Pick<RecipeMigration, "ending" | "comment" | "up" | "down" | "isTransactional">) =>
    migration({ stage: "index", ...parts });
  return [
    ...createIndex(passing).map((build) => ({ ...build, ending: "new" })),
    next({
      ending: "drop_old",
      isTransactional: false,
      comment: `Drops the previous index ${name}. Its replacement is already in use.`,
      up: [droppedConcurrently(before)],
      down: { statements: [builtConcurrently(before)] },
    }),
    next({
      ending: "rename_new",
      isTransactional: true,
      comment: `Gives the new index the name ${name}.`,
      up: [renamedIndex(table, passing.name, name)],
      down: { statements: [renamedIndex(table, name, passing.name)] },
    }),
  ];
}

/** What a new index is called while the one that it replaces still has its name. */
export function passingName(name: string): string {
  return derivedName(name, "new");
}

export function builtConcurrently({ table, create }: Index): SqlStatement {
  return statement(
    concurrently(create),
    locked("SHARE UPDATE EXCLUSIVE", table),
    "Built while reads and writes go on. CONCURRENTLY works outside a transaction only.",
  );
}

export function droppedConcurrently({
  table,
  name,
  ifExists = false,
}: Pick<Index, "table" | "name"> & { readonly ifExists?: boolean }): SqlStatement {
  return statement(
    `drop index concurrently ${ifExists ? "if exists " : ""}${quotedTable({ ...table, name })}`,
    locked("SHARE UPDATE EXCLUSIVE", table),
    "Dropped while reads and writes go on.",
  );
}

export function renamedIndex(table: TableName, from: string, to: string): SqlStatement {
  return statement(
    `alter index ${quotedTable({ ...table, name: from })} rename to ${quoted(to)}`,
    [],
    "Changes the catalog only.",
  );
}

/** The same CREATE INDEX, built while reads and writes go on. */
export function concurrently(create: string): string {
  return create.trim().replace(/(create\s+(?:unique\s+)?index)\s+(?!concurrently\b)/i, "$1 concurrently ");
}
