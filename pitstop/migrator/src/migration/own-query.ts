import { isRaw } from "@mikro-orm/core";
import type { Migration as MikroMigration } from "@mikro-orm/migrations";
import type { AbstractSqlDriver } from "@mikro-orm/postgresql";

/**
 * The text of what a migration gives to `this.execute`: SQL with parameters, `raw()`, or a query builder. The parameters
 * are written into it, so that what is recorded is all that runs.
 */
export function ownQueryText(migration: MikroMigration, query: unknown, params: unknown): string {
  // MikroORM gives every migration its driver, and types it as protected.
  const { driver } = migration as unknown as { driver: AbstractSqlDriver };
  if (isBuilder(query)) return query.getFormattedQuery();
  const { sql, values } = isRaw(query)
    ? { sql: query.sql, values: query.params }
    : { sql: String(query), values: Array.isArray(params) ? params : [] };
  const text = values.length === 0 ? sql : driver.getPlatform().formatQuery(sql, values);
  return text.trim();
}

const isBuilder = (query: unknown): query is { getFormattedQuery(): string } =>
  typeof query === "object" && query !== null && "getFormattedQuery" in query;
