import type {
  AbstractSqlPlatform,
  ColumnDifference,
  SchemaDifference,
  TableDifference,
} from "@mikro-orm/postgresql";
import { connect } from "../connection.ts";
import { Respelling } from "../drift/respelling.ts";

/**
 * Takes out of the difference from a database what is the same there in other words: PostgreSQL keeps
 * `between 1 and 9` as `>= 1 and <= 9`.
 */
export async function leaveOtherSpellings(
  difference: SchemaDifference,
  platform: AbstractSqlPlatform,
  databaseUrl: string,
): Promise<void> {
  const client = await connect(databaseUrl);
  try {
    for (const table of Object.values(difference.changedTables))
      await leaveInTable(table, new Respelling(client, platform, table.fromTable));
  } finally {
    await client.end();
  }
}

async function leaveInTable(table: TableDifference, respelling: Respelling): Promise<void> {
  for (const check of Object.values(table.changedChecks))
    if (await respelling.isSameCheck(check)) delete table.changedChecks[check.name];
  for (const index of Object.values(table.changedIndexes))
    if (await respelling.isSameIndex(index)) delete table.changedIndexes[index.keyName];
  for (const column of Object.values(table.addedColumns)) {
    // A generated column in other words counts for MikroORM as one that goes and one that comes.
    if (!table.fromTable.hasColumn(column.name) || !(await respelling.isSameGenerated(column))) continue;
    delete table.addedColumns[column.name];
    delete table.removedColumns[column.name];
  }
  for (const change of Object.values(table.changedColumns)) await leaveInColumn(table, change, respelling);
}

async function leaveInColumn(
  table: TableDifference,
  { column, changedProperties }: ColumnDifference,
  respelling: Respelling,
): Promise<void> {
  if (changedProperties.has("default") && column.default != null && (await respelling.isSameDefault(column)))
    changedProperties.delete("default");
  if (changedProperties.size === 0) delete table.changedColumns[column.name];
}
