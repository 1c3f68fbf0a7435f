import type { MikroORM } from "@mikro-orm/postgresql";
import { DatabaseAway, OutcomeUnknown } from "@pitstop/trpc";
import type { FastifyInstance } from "fastify";

/** How often a database that is away is looked for, in milliseconds. */
const INTERVAL = 500;

declare module "fastify" {
  interface FastifyInstance {
    /** Told of every failure; tells the log when the database goes and comes. */
    databaseWatch?: (error: unknown) => void;
  }
}

/**
 * Writes one warning when the database goes, and one when it is back, with how many calls failed between: under load
 * a line for each would bury everything else.
 */
export function watchDatabase(server: FastifyInstance, orm: MikroORM): void {
  let isAway = false;
  let failedCalls = 0;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    try {
      await orm.em.fork().execute("select 1");
      isAway = false;
      server.log.warn({ failedCalls }, "the database is back");
    } catch {
      timer = setTimeout(() => void look(), INTERVAL).unref();
    }
  };
  server.decorate("databaseWatch", (error) => {
    if (!(error instanceof DatabaseAway || error instanceof OutcomeUnknown)) return;
    failedCalls = isAway ? failedCalls + 1 : 1;
    if (isAway) return;
    isAway = true;
    server.log.warn("the database cannot be reached; calls fail until it is back");
    timer = setTimeout(() => void look(), INTERVAL).unref();
  });
  server.addHook("onClose", async () => clearTimeout(timer));
}
