import type { MikroORM } from "@mikro-orm/postgresql";
import type { FastifyInstance } from "fastify";
import { EVERYONE } from "../authentication.ts";
import { callsIn } from "../called-procedures.ts";
import type { Settings } from "../settings.ts";
import { limiterOf } from "./limiter.ts";
import { networkOf } from "./network-of.ts";

type OnScope = (scope: FastifyInstance) => void;

/**
 * Limits the calls of each address before they are authenticated, so that guessing is limited too, and those of each user
 * behind it. A batch counts as its calls.
 */
export function limitCalls(
  server: FastifyInstance,
  orm: MikroORM,
  { RATE_LIMIT_PER_ADDRESS, RATE_LIMIT_PER_USER, RATE_LIMIT_WINDOW: window }: Settings,
  authenticateCalls: OnScope,
): OnScope {
  const limiter = (kind: string, calls: number | undefined) =>
    calls === undefined ? undefined : limiterOf(server, orm, { kind, calls, window });
  const address = limiter("address", RATE_LIMIT_PER_ADDRESS);
  const user = limiter("user", RATE_LIMIT_PER_USER);
  return (scope) => {
    if (address)
      scope.addHook("preHandler", (request, reply) =>
        address(networkOf(request.ip), callsIn(request), reply),
      );
    authenticateCalls(scope);
    if (user)
      scope.addHook("preHandler", async (request, reply) => {
        const { id = EVERYONE } = request.user ?? {};
        if (id !== EVERYONE) await user(id, callsIn(request), reply);
      });
  };
}
