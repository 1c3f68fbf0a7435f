import { type Context, clientVersionOf, Notices } from "@pitstop/trpc";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Admission } from "./admission.ts";
import { isDevelopmentUser } from "./development-user.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** What the answer has to say in its headers; null for requests that call no procedure. */
    notices: Notices | null;
  }
}

/** What comes before each call of the API. */
export interface Calls {
  readonly contextOf: ContextOf;
  readonly admission: Admission;
  readonly authenticateCalls: (scope: FastifyInstance) => void;
}

/** What the procedures of a request are given. */
export type ContextOf = (request: FastifyRequest) => Context;

/**
 * Gives every request its context, and every answer the headers that its procedures ask for. The roles are those that
 * the development user can take.
 */
export function addRequestContext(
  server: FastifyInstance,
  { orm, replicas, uses }: Pick<Context, "orm" | "replicas"> & Required<Pick<Context, "uses">>,
  roles: readonly string[] = [],
): ContextOf {
  server.decorateRequest("notices", null);
  server.addHook("onSend", (request, reply, _payload, done) => {
    const headers = request.notices?.headers();
    if (headers) reply.headers(headers);
    done();
  });
  return (request) => {
    const notices = new Notices();
    request.notices = notices;
    const { "idempotency-key": key } = request.headers;
    return {
      orm,
      replicas,
      requestId: request.id,
      user: request.user ?? undefined,
      switchableRoles: isDevelopmentUser(request.user) ? roles : undefined,
      client: clientVersionOf(request.headers),
      notices,
      uses,
      idempotencyKey: Array.isArray(key) ? key.join(", ") : key,
    };
  };
}
