import { randomUUID } from "node:crypto";
import { MikroORM } from "@mikro-orm/postgresql";
import { databaseConfig } from "./config.ts";

export interface DatabaseOptions {
  url: string;
  /** The most connections that this process holds. */
  poolSize?: number;
  /** The longest that one statement may take, in milliseconds. */
  statementTimeout?: number;
}

/** Opens the database: entities and connection pool. Close it with `orm.close()`. */
export function openDatabase({
  url,
  poolSize = 10,
  statementTimeout = 10_000,
}: DatabaseOptions): Promise<MikroORM> {
  return MikroORM.init({
    ...databaseConfig(url),
    pool: { min: 0, max: poolSize },
    driverOptions: {
      // Tells the connections of this process from those of others: a shutdown cancels its own statements.
      application_name: `pitstop-${randomUUID()}`,
      statement_timeout: statementTimeout,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    },
  });
}
