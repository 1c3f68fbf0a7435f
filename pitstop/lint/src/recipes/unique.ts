import { quoted } from "../quote.ts";
import { quotedTable, shown } from "../table-name.ts";
import { builtConcurrently, createIndex, type Index } from "./create-index.ts";
import { locked, migration, type Recipe, type SqlStatement, statement } from "./recipe.ts";
import { requireColumn } from "./required.ts";

export interface Unique {
  /** The unique index, which has the name of the constraint. */
  readonly index: Index;
  /** `deferrable initially deferred`, where the constraint isn't checked at once. */
  readonly deferral?: string;
}

/** Adds a unique constraint: its index is built while reads and writes go on, and becomes the constraint in a moment. */
export function addUnique(unique: Unique): Recipe {
  return [...createIndex(unique.index), constraintFrom("unique", unique)];
}

/**
 * Adds a primary key. Its columns become required before, as the key would read the table for nulls under a strong lock.
 * `nullable`: the columns that aren't required yet.
 */
export function addPrimaryKey(
  unique: Unique,
  { nullable, serverMajor }: { readonly nullable: readonly string[]; readonly serverMajor?: number },
): Recipe {
  const { table } = unique.index;
  const required = nullable.flatMap((column) =>
    requireColumn({ table, column, ...(serverMajor === undefined ? {} : { serverMajor }) }),
  );
  return [...required, ...createIndex(unique.index), constraintFrom("primary key", unique)];
}

/** Drops a unique constraint with its index. Down builds the index again while reads and writes go on. */
export function dropUnique(unique: Unique): Recipe {
  const { table, name } = unique.index;
  return [
    migration({
      stage: "drop constraint",
      ending: "drop",
      isTransactional: false,
      comment: `Drops the unique constraint ${name} of ${shown(table)}.`,
      up: [droppedUnique(unique)],
      down: { statements: restoredUnique(unique) },
    }),
  ];
}

/** The statements that bring a unique constraint back, each in a transaction of its own. */
export function restoredUnique(unique: Unique): SqlStatement[] {
  return [builtConcurrently(unique.index), takenOver("unique", unique)];
}

function constraintFrom(kind: "unique" | "primary key", unique: Unique): Recipe[number] {
  const { name } = unique.index;
  return migration({
    stage: "unique",
    ending: "constraint",
    // Down builds the index again, which no transaction allows.
    isTransactional: false,
    comment: `Makes the index ${name} the ${kind === "unique" ? "unique constraint" : kind} of that name.`,
    up: [takenOver(kind, unique)],
    // The index goes with its constraint; without it, going up again would fail.
    down: { statements: [droppedUnique(unique), builtConcurrently(unique.index)] },
  });
}

function takenOver(kind: "unique" | "primary key", { index, deferral }: Unique): SqlStatement {
  const name = quoted(index.name);
  const target = `alter table ${quotedTable(index.table)} add constraint ${name}`;
  return statement(
    `${target} ${kind} using index ${name}${deferral === undefined ? "" : ` ${deferral}`}`,
    locked("ACCESS EXCLUSIVE", index.table),
    "The index is built already, so the lock is brief.",
  );
}

function droppedUnique({ index: { table, name } }: Unique): SqlStatement {
  return statement(
    `alter table ${quotedTable(table)} drop constraint ${quoted(name)}`,
    locked("ACCESS EXCLUSIVE", table),
    "The index goes with its constraint.",
  );
}
