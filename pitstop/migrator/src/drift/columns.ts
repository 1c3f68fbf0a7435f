import type { Column, ColumnDifference, TableDifference } from "@mikro-orm/postgresql";
import { type EntityNames, tableName } from "./entity-names.ts";
import type { Respelling } from "./respelling.ts";

/** Columns that an entity has and its table lacks, in sentences that name the attribute. */
export function missingColumns(table: TableDifference, names: EntityNames): string[] {
  const name = tableName(table.toTable);
  return expected(table)
    .filter((column) => !table.fromTable.hasColumn(column.name))
    .map((column) => `${name}.${column.name} is missing (${names.attribute(table.toTable, column.name)}).`);
}

/** MikroORM takes a column that goes and one that comes for a renamed one. */
const expected = (table: TableDifference): Column[] => [
  ...Object.values(table.addedColumns),
  ...Object.values(table.renamedColumns),
];

/** What is otherwise, in sentences that name the attribute. */
export async function columnDifferences(
  table: TableDifference,
  names: EntityNames,
  respelling: Respelling,
): Promise<string[]> {
  const name = tableName(table.toTable);
  const of = (column: string) => names.attribute(table.toTable, column);
  const found: string[] = [];
  const renamed = Object.keys(table.renamedColumns).map((column) => table.fromTable.getColumn(column));
  const removed = [...Object.values(table.removedColumns), ...renamed];
  // A generated column that is made otherwise counts for MikroORM as one that goes and one that comes.
  for (const column of expected(table).filter(({ name }) => table.fromTable.hasColumn(name))) {
    if (await respelling.isSameGenerated(column)) continue;
    found.push(`${name}.${column.name} is generated differently from ${of(column.name)}.`);
  }
  for (const column of removed) {
    if (!column || table.toTable.hasColumn(column.name) || !needsValue(column)) continue;
    const entity = names.entity(table.toTable);
    found.push(
      `${name}.${column.name} is required and has no default, and ${entity} has no such attribute: it can't insert rows.`,
    );
  }
  for (const change of Object.values(table.changedColumns)) {
    const column = `${name}.${change.column.name}`;
    for (const problem of await changesOf(change, of(change.column.name), respelling))
      found.push(`${column} ${problem}.`);
  }
  return found;
}

/** Whether a row can't be inserted without it. */
const needsValue = ({ nullable, default: byDefault, generated, autoincrement }: Column): boolean =>
  !nullable && !byDefault && !generated && !autoincrement;

async function changesOf(
  { fromColumn: from, column: to, changedProperties }: ColumnDifference,
  attribute: string,
  respelling: Respelling,
): Promise<string[]> {
  const problems: string[] = [];
  const differs = (property: string) => changedProperties.has(property);
  if (differs("type")) problems.push(`is ${from.type}, but ${attribute} is ${to.type}`);
  if (differs("nullable"))
    problems.push(
      to.nullable ? `is required, but ${attribute} is not` : `is nullable, but ${attribute} is required`,
    );
  if (differs("autoincrement"))
    problems.push(
      to.autoincrement
        ? `does not auto-increment, but ${attribute} does`
        : `auto-increments, but ${attribute} does not`,
    );
  // A default that only the database has is no matter of the entity.
  if (differs("default") && to.default != null && !(await respelling.isSameDefault(to)))
    problems.push(`has the default ${from.default ?? "null"}, but ${attribute} has ${to.default}`);
  if (differs("generated") && !(await respelling.isSameGenerated(to)))
    problems.push(`is generated differently from ${attribute}`);
  if (differs("comment") && to.comment) problems.push(`has a different comment than ${attribute}`);
  if (differs("collation") && to.collation) problems.push(`has a different collation than ${attribute}`);
  // Those of a text column are a check, which is compared as such.
  if (differs("enumItems") && to.nativeEnumName && otherValues(from, to))
    problems.push(`allows ${shown(from)}, but ${attribute} allows ${shown(to)}`);
  return problems;
}

const otherValues = (from: Column, to: Column): boolean => shown(from) !== shown(to);
const shown = ({ enumItems }: Column): string =>
  (enumItems ?? []).toSorted((one, other) => (one < other ? -1 : 1)).join(", ") || "nothing";
