import type { MikroORM } from "@mikro-orm/postgresql";
import type { ClientUses } from "@pitstop/trpc";
import type { FastifyInstance } from "fastify";
import type { ServedDatabase } from "./application.ts";

/** In milliseconds: a removal is decided on days, and one write for thousands of calls is nothing. */
const INTERVAL = 10_000;

/** Takes what is counted to the database now and then, and when the server closes. */
export function keepClientUses(
  server: FastifyInstance,
  orm: MikroORM,
  uses: ClientUses,
  { addClientUse }: ServedDatabase,
): void {
  let isTold = false;
  let writing = Promise.resolve();
  const write = async (): Promise<void> => {
    const taken = uses.take();
    try {
      await addClientUse(orm, taken);
      isTold = false;
    } catch (error) {
      uses.putBack(taken);
      // Once until it works again: counts are no reason to fill a log, and none to fail a request.
      if (!isTold) server.log.warn({ err: error }, "the uses of what is deprecated cannot be written");
      isTold = true;
    }
  };
  // One after the other, and none is cut off by the end.
  const next = (): Promise<void> => (writing = writing.then(write));
  const timer = setInterval(() => void next(), INTERVAL).unref();
  server.addHook("onClose", async () => {
    clearInterval(timer);
    await next();
  });
}
