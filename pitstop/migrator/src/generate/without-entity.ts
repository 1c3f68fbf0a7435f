import type { AbstractSqlPlatform, DatabaseSchema } from "@mikro-orm/postgresql";
import { differenceWithoutGuesses } from "./difference.ts";
import { leaveOthersAlone } from "./leave-others-alone.ts";
import type { Ownership } from "./ownership.ts";

/** The tables and columns of a database that entities owned and none has now, in sentences. */
export function withoutEntity(
  platform: AbstractSqlPlatform,
  database: DatabaseSchema,
  entities: DatabaseSchema,
  owned: Ownership,
): string[] {
  const difference = differenceWithoutGuesses(platform, database, entities);
  leaveOthersAlone(difference, owned);
  const columns = Object.values(difference.changedTables).flatMap((table) =>
    Object.keys(table.removedColumns).map((column) => `${table.name}.${column}`),
  );
  const names = [...Object.keys(difference.removedTables), ...columns];
  return names.map((name) => `${name} has no entity, and no migration drops it.`);
}
