import type { DatabaseTable, SchemaDifference, SchemaHelper } from "@mikro-orm/postgresql";
import type { TableName } from "@pitstop/lint/sql";
import { MigratorError } from "../errors.ts";
import { isExpression } from "./expression.ts";

export interface PlanOptions {
  /**
   * Values for rows that exist, as SQL expressions over their other columns: `{ "cars.price": "0" }`. A table outside
   * the default schema is named with its schema.
   */
  readonly backfill?: Readonly<Record<string, string>>;
  /** Columns that only change their name, which is never guessed: `{ "cars.color": "paint" }`. */
  readonly renames?: Readonly<Record<string, string>>;
}

/** What the planning of each kind of change draws on. */
export interface Planning {
  readonly difference: SchemaDifference;
  /** MikroORM's writer of SQL. */
  readonly helper: SchemaHelper;
  /** The value for the rows that exist, where it was given. */
  readonly valueFor: (table: DatabaseTable, column: string) => string | undefined;
}

/** Hands out the values of `backfill`, and says at the end which of them nothing asked for. */
export function backfillValues(
  options: PlanOptions,
): Pick<Planning, "valueFor"> & { refuseUnused: () => void } {
  const values = new Map(Object.entries(options.backfill ?? {}));
  const unused = new Set(values.keys());
  return {
    valueFor: (table, column) => {
      const path = columnPath(table, column);
      const value = values.get(path);
      unused.delete(path);
      if (value === undefined || isExpression(value)) return value;
      throw new MigratorError(
        "GENERATE_BACKFILL_INVALID",
        `The backfill of ${path} is not an SQL expression: ${value}`,
        `Give an expression over the columns of the row, such as 0, 'none' or "name".`,
      );
    },
    refuseUnused: () => {
      const [path] = unused;
      if (path === undefined) return;
      throw new MigratorError(
        "GENERATE_BACKFILL_UNUSED",
        `A backfill is given for ${path}, but no change of the entities needs one there.`,
        `Name the column as "table.column", with the names that stand in the database.`,
      );
    },
  };
}

/** The name of a table in the file names and messages: with its schema, unless that is the default one. */
export function tablePath(table: DatabaseTable): string {
  return table.getShortestName();
}

/** The table as the recipes name it: with its schema, unless that is the default one. */
export function tableName(table: DatabaseTable): TableName {
  const isDefault = tablePath(table) === table.name;
  return { schema: isDefault ? undefined : table.schema, name: table.name };
}

export function columnPath(table: DatabaseTable, column: string): string {
  return `${tablePath(table)}.${column}`;
}

/** What a file about this column, index or constraint is named after. */
export function subjectOf(table: DatabaseTable, name = ""): string {
  const path = tablePath(table).replaceAll(".", "_");
  return name === "" || name.startsWith(`${table.name}_`) ? name || path : `${path}_${name}`;
}
