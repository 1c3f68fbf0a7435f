import type { MikroORM } from "@mikro-orm/postgresql";
import { pendingMigrations } from "@pitstop/db";
import type { FastifyInstance } from "fastify";
import type { Drain } from "./drain.ts";

/** `/healthz`: the process answers. `/readyz`: it can do its work, so that a load balancer may send requests. */
export function addHealth(server: FastifyInstance, orm: MikroORM, drain: Drain): void {
  server.get("/healthz", { logLevel: "warn" }, async () => ({ status: "ok" }));
  server.get("/readyz", { logLevel: "warn" }, async (request, reply) => {
    if (drain.hasBegun) return reply.code(503).send({ status: "shutting down" });
    try {
      const pending = await pendingMigrations(orm);
      if (pending.length === 0) return { status: "ready" };
      return reply.code(503).send({ status: "migrations pending", pending });
    } catch (error) {
      request.log.error({ err: error }, "the database cannot be reached");
      return reply.code(503).send({ status: "database unreachable" });
    }
  });
}
