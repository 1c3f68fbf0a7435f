import type { FastifyInstance } from "fastify";

/**
 * Deletes what is old, every `interval` milliseconds as long as the server runs, and never twice at once. What fails is
 * in the log with the words of `failed`, and tried again at the next turn. The server's end waits for a turn.
 */
export function pruneEvery(
  server: FastifyInstance,
  interval: number,
  prune: () => Promise<unknown>,
  failed: string,
): void {
  let pruning = Promise.resolve();
  const turn = async (): Promise<void> => {
    try {
      await prune();
    } catch (error) {
      server.log.warn({ err: error }, failed);
    }
  };
  const timer = setInterval(() => (pruning = pruning.then(turn)), interval).unref();
  server.addHook("onClose", async () => {
    clearInterval(timer);
    await pruning;
  });
}
