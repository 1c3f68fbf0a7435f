import { randomUUID } from "node:crypto";
import { MikroORM } from "@mikro-orm/postgresql";
import type { ClientBase } from "pg";
import { databaseConfig } from "./config.ts";
import type { DatabaseDefinition } from "./definition.ts";
import { PrimaryFinder, refuseReplica } from "./primary.ts";

export interface DatabaseOptions {
  url: string;
  /** The servers of which one is the primary, as `host:port`; that of the address unless given. */
  hosts?: readonly string[] | undefined;
  /** The most connections that this process holds. */
  poolSize?: number;
  /** The longest that one statement may take, in milliseconds. */
  statementTimeout?: number;
  /** Whether a pooler is between that takes no settings of connections: then only this side ends long statements. */
  isPooled?: boolean;
}

/** How much longer this side waits than PostgreSQL lets a statement run, in milliseconds. */
const READ_GRACE = 2_000;

/**
 * Opens the database: entities and connection pool. Close it with `orm.close()`. Every connection is to the primary: one
 * that leads to a replica is refused, which after a failover may be the server that was the primary before.
 */
export function openDatabase(
  definition: DatabaseDefinition,
  { url, hosts, poolSize = 10, statementTimeout = 10_000, isPooled = false }: DatabaseOptions,
): Promise<MikroORM> {
  const finder = hosts && new PrimaryFinder(url, hosts);
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
      ...(finder && { stream: finder.stream }),
      verify: (client: ClientBase, done: (error?: Error) => void) =>
        void refuseReplica(client).then(
          () => done(),
          (error: Error) => {
            finder?.forget();
            done(error);
          },
        ),
    },
  });
}
