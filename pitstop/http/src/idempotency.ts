import type { MikroORM } from "@mikro-orm/postgresql";
import { pruneAnswers } from "@pitstop/trpc";
import type { FastifyInstance } from "fastify";

/** In milliseconds: what is older than a day answers nothing, so that it may lie for a while. */
const INTERVAL = 10 * 60_000;

/** Deletes answers of calls with an Idempotency-Key once they are a day old, as long as the server runs. */
export function pruneIdempotencyKeys(server: FastifyInstance, orm: MikroORM): void {
  let pruning = Promise.resolve();
  const prune = async (): Promise<void> => {
    try {
      await pruneAnswers(orm);
    } catch (error) {
      server.log.warn({ err: error }, "old idempotency keys can't be deleted; trying again in ten minutes");
    }
  };
  const timer = setInterval(() => (pruning = pruning.then(prune)), INTERVAL).unref();
  server.addHook("onClose", async () => {
    clearInterval(timer);
    await pruning;
  });
}
