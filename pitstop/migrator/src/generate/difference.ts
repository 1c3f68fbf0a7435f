import type {
  AbstractSqlPlatform,
  DatabaseSchema,
  SchemaDifference,
  TableDifference,
} from "@mikro-orm/postgresql";
import { SchemaComparator } from "@mikro-orm/postgresql";

/**
 * What has to change from one schema to the other. MikroORM takes a column that goes and a column that comes, of the
 * same type, for one that was renamed, which shows old values under a new name; likewise indexes. Here a guess is taken
 * back into what was really seen: one is added, one is removed.
 */
export function differenceWithoutGuesses(
  platform: AbstractSqlPlatform,
  from: DatabaseSchema,
  to: DatabaseSchema,
): SchemaDifference {
  const difference = new SchemaComparator(platform).compare(from, to);
  for (const table of Object.values(difference.changedTables)) takeGuessesBack(table);
  return difference;
}

function takeGuessesBack(table: TableDifference): void {
  for (const [oldName, added] of Object.entries(table.renamedColumns)) {
    const removed = table.fromTable.getColumn(oldName);
    if (removed) table.removedColumns[oldName] = removed;
    table.addedColumns[added.name] = added;
  }
  for (const [oldName, added] of Object.entries(table.renamedIndexes)) {
    const removed = table.fromTable.getIndex(oldName);
    if (removed) table.removedIndexes[oldName] = removed;
    table.addedIndexes[added.keyName] = added;
  }
  table.renamedColumns = {};
  table.renamedIndexes = {};
}
