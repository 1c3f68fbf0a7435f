import type { MikroORM } from "@mikro-orm/postgresql";
import { type ChangeLog, pruneChanges } from "@pitstop/trpc";
import type { FastifyInstance } from "fastify";

/** In milliseconds: what is kept for days may lie for an hour more. */
const INTERVAL = 60 * 60_000;

/** Deletes logged changes once they are as old as the application says, as long as the server runs. */
export function pruneChangeLog(
  server: FastifyInstance,
  orm: MikroORM,
  changeLog: ChangeLog | undefined,
): void {
  const days = changeLog?.keptDays;
  if (days === undefined) return;
  let pruning = Promise.resolve();
  const prune = async (): Promise<void> => {
    try {
      await pruneChanges(orm, days);
    } catch (error) {
      server.log.warn({ err: error }, "old changes can't be deleted; trying again in an hour");
    }
  };
  const timer = setInterval(() => (pruning = pruning.then(prune)), INTERVAL).unref();
  server.addHook("onClose", async () => {
    clearInterval(timer);
    await pruning;
  });
}
