import { randomUUID } from "node:crypto";
import { MikroORM } from "@mikro-orm/postgresql";
import { databaseConfig } from "./config.ts";
import type { DatabaseDefinition } from "./definition.ts";

export interface DatabaseOptions {
  url: string;
  /** The most connections that this process holds. */
  poolSize?: number;
  /** The longest that one statement may take, in milliseconds. */
  statementTimeout?: number;
  /** Whether a pooler is between that takes no settings of connections: then only this side ends long statements. */
  isPooled?: boolean;
}

/** How much longer this side waits than PostgreSQL lets a statement run, in milliseconds. */
const READ_GRACE = 2_000;

/** Opens the database: entities and connection pool. Close it with `orm.close()`. */
export function openDatabase(
  definition: DatabaseDefinition,
  { url, poolSize = 10, statementTimeout = 10_000, isPooled = false }: DatabaseOptions,
): Promise<MikroORM> {
  return MikroORM.init({
    ...databaseConfig(definition, url),
    pool: { min: 0, max: poolSize },
    driverOptions: {
      // Tells the connections of this process from those of others: a shutdown cancels its own statements.
      application_name: `pitstop-${randomUUID()}`,
      ...(!isPooled && { statement_timeout: statementTimeout }),
      // Behind a pooler that swallows the setting.
      query_timeout: isPooled ? statementTimeout : statementTimeout + READ_GRACE,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    },
  });
}
