import type { ColumnDifference, TableDifference } from "@mikro-orm/postgresql";
import { type Recipe, relabelType } from "@pitstop/lint/recipes";
import { typeChange } from "@pitstop/lint/sql";
import { MigratorError } from "../../errors.ts";
import { columnsIn, typeNamed } from "../expression.ts";
import { columnPath, tableName } from "../planning.ts";

// The oldest server that is supported, and the time zone that the migrator's connections have.
const settings = { serverMajor: 14, timeZone: "UTC" };

/**
 * A column that gets another type, if PostgreSQL can do so without writing the table or an index anew. Throws
 * MigratorError GENERATE_TYPE_CHANGE_UNSAFE otherwise.
 */
export function changedType(
  table: TableDifference,
  { column, fromColumn, changedProperties }: ColumnDifference,
): Recipe {
  const isComputed = ["generated", "autoincrement", "collation", "unsigned"].some((name) =>
    changedProperties.has(name),
  );
  if (!isComputed && !changedProperties.has("type")) return [];
  const path = columnPath(table.toTable, column.name);
  const change = { path, from: fromColumn.type, to: column.type };
  const obstacle = isComputed
    ? "the values are computed anew"
    : obstacleTo(table, fromColumn.type, column.type, column.name);
  if (obstacle !== undefined) throw unsafe(change, obstacle);
  return relabelType({
    table: tableName(table.toTable),
    column: column.name,
    from: fromColumn.type,
    to: column.type,
  });
}

function obstacleTo(table: TableDifference, from: string, to: string, column: string): string | undefined {
  const [current, next] = [typeNamed(from), typeNamed(to)];
  if (!current || !next) return "what it does to the stored values is not known";
  const effect = typeChange(current, next, { expression: undefined, column }, settings);
  if (effect === "table rewrite") return "every row is rewritten while the table can't be used";
  if (effect === "index rebuild" && isIndexed(table, column))
    return "an index is rebuilt while the table can't be used";
  return constraintOn(table, column);
}

function isIndexed({ fromTable }: TableDifference, column: string): boolean {
  return fromTable.getIndexes().some(({ columnNames }) => columnNames.includes(column));
}

// PostgreSQL builds the constraints of the column anew and reads all rows for them, under the lock of the change.
function constraintOn({ fromTable, toTable }: TableDifference, column: string): string | undefined {
  const check = fromTable
    .getChecks()
    .find(({ expression }) => columnsIn(String(expression)).includes(column));
  // A check that goes in the same diff is only gone in the end.
  if (check) return `the check ${check.name} is proved anew for every row`;
  const keys = [...Object.values(fromTable.getForeignKeys()), ...Object.values(toTable.getForeignKeys())];
  const key = keys.find(({ columnNames }) => columnNames.includes(column));
  return key && `the foreign key ${key.constraintName} is proved anew for every row`;
}

function unsafe(
  { path, from, to }: { path: string; from: string; to: string },
  obstacle: string,
): MigratorError {
  return new MigratorError(
    "GENERATE_TYPE_CHANGE_UNSAFE",
    `${path} cannot become ${to} instead of ${from} in place: ${obstacle}.`,
    "Write it by hand: migration:create --blank. In a Pitstop application, `pitstop attribute:change` fills a second column and switches over.",
  );
}
