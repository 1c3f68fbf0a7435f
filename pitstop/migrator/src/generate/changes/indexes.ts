import type { DatabaseTable, IndexDef, SchemaHelper, TableDifference } from "@mikro-orm/postgresql";
import {
  addUnique,
  concurrently,
  createIndex,
  dropIndex,
  dropUnique,
  type Index,
  passingName,
  type Recipe,
  replaceIndex,
  restoredUnique,
  type Statement,
  type Unique,
} from "@pitstop/lint/recipes";
import { MigratorError } from "../../errors.ts";
import { isConcurrentIndex } from "../expression.ts";
import { refuseLongName } from "../long-name.ts";
import type { Piece } from "../piece.ts";
import { type Planning, subjectOf, tableName, tablePath } from "../planning.ts";
import { recipePieces } from "../recipe-pieces.ts";
import { unsupported } from "./refuse.ts";

/** Indexes and unique constraints of a table in use, except those that go with a column. */
export function changedIndexes(
  table: TableDifference,
  { helper }: Planning,
  goWithColumns: ReadonlySet<string>,
): Piece[] {
  const { fromTable, toTable } = table;
  const removed = Object.values(table.removedIndexes).filter(({ keyName }) => !goWithColumns.has(keyName));
  const added = Object.values(table.addedIndexes);
  for (const index of [...removed, ...added, ...Object.values(table.changedIndexes)])
    refusePrimaryKey(table, index);
  for (const { keyName } of added) refuseLongName("index", table.name, keyName);
  const piecesOf = (of: DatabaseTable, { keyName }: IndexDef, recipe: Recipe) =>
    recipePieces(recipe, { table: of, subject: subjectOf(of, keyName) });
  return [
    ...removed.flatMap((index) => {
      const recipe = dropped(helper, fromTable, index);
      const isReplaced = Object.hasOwn(table.addedIndexes, index.keyName);
      return piecesOf(fromTable, index, isReplaced ? makingRoom(recipe) : recipe);
    }),
    ...added.flatMap((index) => piecesOf(toTable, index, addition(helper, toTable, index))),
    ...Object.values(table.changedIndexes).flatMap((index) =>
      piecesOf(toTable, index, replacement(helper, table, index)),
    ),
  ];
}

function addition(helper: SchemaHelper, table: DatabaseTable, index: IndexDef): Recipe {
  return isConstraint(index)
    ? addUnique(uniqueOf(helper, table, index))
    : createIndex(indexOf(helper, table, index));
}

function dropped(helper: SchemaHelper, table: DatabaseTable, index: IndexDef): Recipe {
  return isConstraint(index)
    ? dropUnique(uniqueOf(helper, table, index))
    : dropIndex(indexOf(helper, table, index));
}

// Where an index of the same name follows, the old one has to make room for it first.
function makingRoom(recipe: Recipe): Recipe {
  return recipe.map((migration) => ({ ...migration, stage: "relax", phase: "expand" }));
}

function replacement(helper: SchemaHelper, { fromTable, toTable }: TableDifference, index: IndexDef): Recipe {
  const before = fromTable.getIndex(index.keyName);
  if (!before) return [];
  if (isConstraint(index) || isConstraint(before)) {
    return [...makingRoom(dropped(helper, fromTable, before)), ...addition(helper, toTable, index)];
  }
  const passing = { ...index, keyName: passingName(index.keyName) };
  return replaceIndex(indexOf(helper, fromTable, before), indexOf(helper, toTable, passing));
}

/** The statements that bring an index or a unique constraint back without blocking writes. */
export function rebuilt(helper: SchemaHelper, table: DatabaseTable, index: IndexDef): readonly Statement[] {
  return isConstraint(index)
    ? restoredUnique(uniqueOf(helper, table, index))
    : createIndex(indexOf(helper, table, index)).flatMap(({ up }) => up);
}

function uniqueOf(helper: SchemaHelper, table: DatabaseTable, index: IndexDef): Unique {
  const deferral = index.deferMode ? { deferral: `deferrable initially ${index.deferMode}` } : {};
  return { index: indexOf(helper, table, index), ...deferral };
}

function indexOf(helper: SchemaHelper, table: DatabaseTable, index: IndexDef): Index {
  const { deferMode: _, ...plain } = index;
  const create = helper.createIndex({ ...plain, constraint: false }, table);
  if (!isConcurrentIndex(concurrently(create))) {
    throw unsupported(
      `the index ${index.keyName} of ${tablePath(table)}, whose expression is not a plain CREATE INDEX`,
    );
  }
  return { table: tableName(table), name: index.keyName, create };
}

function isConstraint(index: IndexDef): boolean {
  return index.unique && index.constraint;
}

function refusePrimaryKey(table: TableDifference, index: IndexDef): void {
  if (!index.primary) return;
  throw new MigratorError(
    "GENERATE_PRIMARY_KEY_CHANGE",
    `The primary key of ${table.name} changes: other tables and deployed code find its rows by it.`,
    "Make a new table and copy the rows, or write the change by hand: migration:create --blank.",
  );
}
