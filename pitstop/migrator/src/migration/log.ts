import type pg from "pg";
import { createMigrationsTable } from "./migrations-table.ts";
import type { ReadMigration } from "./read-migration.ts";

/**
 * Writes or deletes MikroORM's own note that a migration is applied. `table` is as it was located, with its schema; it is
 * made with the first note, in the transaction of what is noted.
 */
export function logMigration(
  table: string,
  { name, direction }: Pick<ReadMigration, "name" | "direction">,
): (client: pg.ClientBase) => Promise<void> {
  return async (client) => {
    await createMigrationsTable(client, table);
    const statement =
      direction === "up"
        ? `insert into ${table} (name) values ($1)`
        : `delete from ${table} where regexp_replace(name, '\\.[jt]s$', '') = $1`;
    await client.query(statement, [name]);
  };
}
