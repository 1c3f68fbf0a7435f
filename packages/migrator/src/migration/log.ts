import type pg from "pg";
import type { ReadMigration } from "./read-migration.ts";

/** Writes or deletes MikroORM's own note that a migration is applied. `table` may name its schema: `app.migrations`. */
export function logMigration(
  table: string,
  { name, direction }: ReadMigration,
): (client: pg.ClientBase) => Promise<void> {
  const quoted = table
    .split(".")
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join(".");
  const statement =
    direction === "up" ? `insert into ${quoted} (name) values ($1)` : `delete from ${quoted} where name = $1`;
  return async (client) => {
    await client.query(statement, [name]);
  };
}
