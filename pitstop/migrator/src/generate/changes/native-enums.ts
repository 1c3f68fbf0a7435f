import type { ColumnDifference, DatabaseTable } from "@mikro-orm/postgresql";
import { literal, quotedTable, shown, type TableName } from "@pitstop/lint/sql";
import { MigratorError } from "../../errors.ts";
import type { Piece } from "../piece.ts";
import { sqlStep } from "../planned-file.ts";
import { columnPath, type Planning, tableName } from "../planning.ts";

/** Values that come to a type of PostgreSQL's own: each in a file, because only a committed value can be used. */
export function addedEnumValues({ difference }: Planning): Piece[] {
  const changed = new Map<string, Piece[]>();
  for (const { toTable, changedColumns } of Object.values(difference.changedTables)) {
    for (const change of Object.values(changedColumns)) {
      const name = change.column.nativeEnumName;
      if (!name || !change.changedProperties.has("enumItems")) continue;
      const type = typeName(name, toTable);
      // One type may be that of many columns.
      changed.set(shown(type), valuesOf(type, toTable, change));
    }
  }
  return [...changed.values()].flat();
}

/** MikroORM writes the schema of a type in front of its name; without one it is that of the table. */
function typeName(name: string, table: DatabaseTable): TableName {
  const [schema, ...rest] = name.split(".");
  return rest.length === 0 ? { ...tableName(table), name } : { schema, name: rest.join(".") };
}

function valuesOf(type: TableName, table: DatabaseTable, { column, fromColumn }: ColumnDifference): Piece[] {
  const [before, after] = [fromColumn.enumItems ?? [], column.enumItems ?? []];
  const removed = before.find((value) => !after.includes(value));
  if (removed !== undefined) throw cannotRemove(removed, shown(type), columnPath(table, column.name));
  const subject = shown(type).replaceAll(".", "_");
  return after.flatMap((value, index): Piece[] => {
    if (before.includes(value)) return [];
    const above = after[index - 1];
    const place = above === undefined ? `before ${literal(before[0] ?? "")}` : `after ${literal(above)}`;
    return [
      {
        stage: "enum value",
        subject,
        step: value.toLowerCase(),
        isTransactional: true,
        comment: `Adds the value "${value}" to ${shown(type)}. Only after this is committed can it be used.`,
        up: [sqlStep(`alter type ${quotedTable(type)} add value ${literal(value)} ${place}`)],
        down: {
          impossible: `PostgreSQL can't remove the value "${value}" from the enum type ${shown(type)}.`,
        },
      },
    ];
  });
}

function cannotRemove(value: string, type: string, path: string): MigratorError {
  return new MigratorError(
    "GENERATE_ENUM_VALUE_REMOVED",
    `${path} no longer lists "${value}", but PostgreSQL cannot take a value out of the enum type ${type}.`,
    "Keep the value in the entity, or write the change by hand: migration:create --blank.",
  );
}
