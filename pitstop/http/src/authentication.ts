import type { MikroORM } from "@mikro-orm/postgresql";
import { type Access, ApiError, connectionErrorOf, type User } from "@pitstop/trpc";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { PluginOptions } from "./application.ts";

/** What a request tells of whoever sends it. */
export type SentRequest = Pick<FastifyRequest, "headers" | "host" | "ip" | "method" | "protocol" | "url">;

/**
 * Tells who sends a request: undefined where nobody is signed in. Throws Unauthorized for a credential that is not
 * valid (any more), which is answered with 401 whatever is called.
 *
 * @example
 * const authenticate: Authenticate = async ({ headers }, { orm }) => userOfSession(orm, headers.cookie);
 */
export type Authenticate = (
  request: SentRequest,
  options: Pick<PluginOptions, "orm">,
) => Promise<User | undefined>;

declare module "fastify" {
  interface FastifyRequest {
    /** Who is signed in; null where nobody is, and outside of the API. */
    user: User | null;
  }
}

/** RFC 6750, 3: what takes part in signing in, and that what was sent doesn't do. */
export const CHALLENGE = "Bearer";
const REFUSED = 'Bearer error="invalid_token"';

/** The id of whoever calls a server without sign-in: many people. */
export const EVERYONE = "everyone";

/** Every caller of a server without sign-in, in the role that the access rules have for them. */
export const everyone =
  ({ withoutSignIn }: Access): Authenticate =>
  async () => ({ id: EVERYONE, name: "Everyone", role: withoutSignIn });

/** Gives what authenticates the calls of a part of the server, and every 401 the header that belongs to it. */
export function addAuthentication(
  server: FastifyInstance,
  orm: MikroORM,
  authenticate: Authenticate,
): (scope: FastifyInstance) => void {
  server.decorateRequest("user", null);
  server.addHook("onSend", (_request, reply, _payload, done) => {
    if (reply.statusCode === 401 && !reply.hasHeader("www-authenticate"))
      reply.header("www-authenticate", CHALLENGE);
    done();
  });
  return (scope) => {
    // Behind the admission: it may ask the database.
    scope.addHook("preHandler", async (request, reply) => {
      try {
        request.user = (await authenticate(request, { orm })) ?? null;
      } catch (error) {
        if (error instanceof ApiError && error.code === "UNAUTHORIZED")
          reply.header("www-authenticate", REFUSED);
        throw connectionErrorOf(error) ?? error;
      }
    });
  };
}
