import { Server } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

/** How long connections that a proxy keeps may be used for one more call once no new ones are taken, in milliseconds. */
const LINGER = 1_000;

/** How long a turn of the event loop takes that does next to nothing, in milliseconds, and how many are waited for it. */
const SHORT_TURN = 0.1;
const MAX_TURNS = 10_000;

/** A server on its way out. */
export interface Drain {
  /** Whether it has begun: readiness is over, and each connection ends with its answer. */
  readonly hasBegun: boolean;
  begin: () => void;
  /** Readiness ends, calls are served for so many milliseconds more, and then no new connection is taken. */
  run: (milliseconds: number) => Promise<void>;
}

/**
 * Lets a server go without a call being lost: from `begin` on, and while it closes, each connection ends with its
 * answer, so that callers open the next one elsewhere. Kept alive it would hold the process back, or be cut under a
 * request that is on its way.
 */
export function addDrain(server: FastifyInstance): Drain {
  let hasBegun = false;
  const begin = () => {
    hasBegun = true;
  };
  server.addHook("preClose", (done) => {
    begin();
    done();
  });
  server.addHook("onSend", (_request, reply, _payload, done) => {
    if (hasBegun) reply.header("connection", "close");
    done();
  });
  return {
    get hasBegun() {
      return hasBegun;
    },
    begin,
    async run(milliseconds) {
      begin();
      if (milliseconds === 0) return;
      await pause(milliseconds);
      await stopListening(server);
      await untilUnconnected(server, Math.min(milliseconds, LINGER));
    },
  };
}

/**
 * Takes no new connection, and cuts none. What waits to be taken when a server stops listening is reset by the kernel,
 * so it stops right behind a turn of the event loop that was short and in which nobody came; and it leaves idle connections open, which Node's own `close` of
 * an HTTP server does not: a proxy may be about to send over one.
 */
async function stopListening({ server }: FastifyInstance): Promise<void> {
  let taken = 0;
  server.on("connection", () => taken++);
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const [before, start] = [taken, performance.now()];
    await new Promise((resolve) => setImmediate(resolve));
    if (taken === before && performance.now() - start < SHORT_TURN) break;
  }
  Server.prototype.close.call(server);
}

async function untilUnconnected({ server }: FastifyInstance, milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  const connections = () =>
    new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count ?? 0)));
  while (performance.now() < end && (await connections()) > 0) await pause(10);
}
