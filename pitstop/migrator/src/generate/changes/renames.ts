import type {
  DatabaseSchema,
  DatabaseTable,
  ForeignKey,
  IndexDef,
  SchemaDifference,
  TableDifference,
} from "@mikro-orm/postgresql";
import { renameColumn, renameConstraint, renameIndex } from "@pitstop/lint/recipes";
import { quoted } from "@pitstop/lint/sql";
import { MigratorError } from "../../errors.ts";
import type { Piece } from "../piece.ts";
import { type PlanOptions, subjectOf, tableName, tablePath } from "../planning.ts";
import { recipePieces } from "../recipe-pieces.ts";

interface Rename {
  readonly table: DatabaseTable;
  readonly from: string;
  readonly to: string;
}

/**
 * Gives the columns of the schema before the change their new names, so that the comparison finds them again. Changes
 * `schema`. Throws MigratorError GENERATE_RENAME_UNKNOWN for a column that is not there.
 */
export function renameColumns(schema: DatabaseSchema, renames: PlanOptions["renames"] = {}): Rename[] {
  return Object.entries(renames).map(([path, to]) => {
    const table = schema.getTables().find((one) => path.startsWith(`${tablePath(one)}.`));
    const from = table ? path.slice(tablePath(table).length + 1) : "";
    const column = table?.getColumn(from);
    if (!table || !column || table.hasColumn(to)) throw unknownRename(path, to);
    table.removeColumn(from);
    table.addColumn({ ...column, name: to });
    renameInConstraints(schema, table, { from, to });
    return { table, from, to };
  });
}

function renameInConstraints(
  schema: DatabaseSchema,
  table: DatabaseTable,
  { from, to }: Omit<Rename, "table">,
): void {
  const renamed = (name: string) => (name === from ? to : name);
  table.setIndexes(
    table.getIndexes().map((index) => ({ ...index, columnNames: index.columnNames.map(renamed) })),
  );
  table.setChecks(
    table.getChecks().map((check) => ({
      ...check,
      ...(check.columnName === undefined ? {} : { columnName: renamed(check.columnName) }),
      expression: String(check.expression).replaceAll(quoted(from), quoted(to)),
    })),
  );
  for (const key of Object.values(table.getForeignKeys())) key.columnNames = key.columnNames.map(renamed);
  const keys = schema.getTables().flatMap((other) => Object.values(other.getForeignKeys()));
  for (const key of keys.filter(
    ({ referencedTableName }) => schema.getTable(referencedTableName) === table,
  )) {
    key.referencedColumnNames = key.referencedColumnNames.map(renamed);
  }
}

/**
 * The renames that were asked for, with the indexes and constraints that are named after the column. Takes those out of
 * `difference`, which shows them as one that goes and one that comes.
 */
export function renamedColumns(renames: readonly Rename[], difference: SchemaDifference): Piece[] {
  return renames.flatMap(({ table, from, to }) => {
    const changed = difference.changedTables[table.getShortestName(false)];
    const reason = "The rename was requested explicitly.";
    const recipe = renameColumn({ table: tableName(table), from, to, reason });
    return [
      ...recipePieces(recipe, { table, subject: subjectOf(table, from) }),
      ...(changed ? namedAfter(changed, to) : []),
    ];
  });
}

function namedAfter(table: TableDifference, column: string): Piece[] {
  const { toTable } = table;
  const of = (rename: typeof renameIndex, [from, to]: readonly [string, string]) =>
    recipePieces(rename({ table: tableName(toTable), from, to }), {
      table: toTable,
      subject: subjectOf(toTable, from),
    });
  const indexes = pairs(table.removedIndexes, table.addedIndexes, column, sameIndex).flatMap(
    ([from, to, index]) => of(index.unique && index.constraint ? renameConstraint : renameIndex, [from, to]),
  );
  const keys = pairs(table.removedForeignKeys, table.addedForeignKeys, column, sameForeignKey).flatMap(
    ([from, to]) => of(renameConstraint, [from, to]),
  );
  const checks = checkPairs(table).flatMap((names) => of(renameConstraint, names));
  return [...indexes, ...keys, ...checks];
}

/** Takes those that agree but for their name out of both, and returns their names. */
function pairs<Kind extends { columnNames: string[] }>(
  removed: Record<string, Kind>,
  added: Record<string, Kind>,
  column: string,
  isSame: (one: Kind, other: Kind) => boolean,
): [string, string, Kind][] {
  return Object.entries(removed).flatMap(([from, before]): [string, string, Kind][] => {
    const found = Object.entries(added).find(([, after]) => isSame(before, after));
    if (!found || !before.columnNames.includes(column)) return [];
    delete removed[from];
    delete added[found[0]];
    return [[from, found[0], found[1]]];
  });
}

function checkPairs(table: TableDifference): [string, string][] {
  return Object.entries(table.removedChecks).flatMap(([from, before]): [string, string][] => {
    const found = Object.entries(table.addedChecks).find(
      ([, { expression }]) => expression === before.expression,
    );
    if (!found) return [];
    delete table.removedChecks[from];
    delete table.addedChecks[found[0]];
    return [[from, found[0]]];
  });
}

function sameIndex(one: IndexDef, other: IndexDef): boolean {
  const essence = ({ keyName: _, ...index }: IndexDef) => JSON.stringify({ ...index, composite: null });
  return essence(one) === essence(other);
}

function sameForeignKey(one: ForeignKey, other: ForeignKey): boolean {
  const isSameTable = one.referencedTableName === other.referencedTableName;
  const isSameRule = one.deleteRule === other.deleteRule && one.updateRule === other.updateRule;
  return isSameTable && isSameRule && one.columnNames.join() === other.columnNames.join();
}

function unknownRename(path: string, to: string): MigratorError {
  return new MigratorError(
    "GENERATE_RENAME_UNKNOWN",
    `${path} cannot be renamed to ${to}: there is no such column, or the new name is taken.`,
    'Name both as they stand in the database: { "cars.color": "paint" }.',
  );
}
