import type { MikroORM } from "@mikro-orm/postgresql";
import { type ClientUses, type Context, clientVersionOf, Notices } from "@pitstop/api";
import type { FastifyInstance, FastifyRequest } from "fastify";

declare module "fastify" {
  interface FastifyRequest {
    /** What the answer has to say in its headers; null for requests that call no procedure. */
    notices: Notices | null;
  }
}

/** What the procedures of a request are given. */
export type ContextOf = (request: FastifyRequest) => Context;

/** Gives every request its context, and every answer the headers that its procedures ask for. */
export function addRequestContext(server: FastifyInstance, orm: MikroORM, uses: ClientUses): ContextOf {
  server.decorateRequest("notices", null);
  server.addHook("onSend", (request, reply, _payload, done) => {
    const headers = request.notices?.headers();
    if (headers) reply.headers(headers);
    done();
  });
  return (request) => {
    const notices = new Notices();
    request.notices = notices;
    return { orm, requestId: request.id, client: clientVersionOf(request.headers), notices, uses };
  };
}
