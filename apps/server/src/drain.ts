import type { FastifyInstance } from "fastify";

/** A server on its way out. */
export interface Drain {
  /** Whether it has begun: readiness is over, and each connection ends with its answer. */
  readonly hasBegun: boolean;
  begin: () => void;
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
  };
}
