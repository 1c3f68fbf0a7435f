import { setTimeout as pause } from "node:timers/promises";
import type { MikroORM } from "@mikro-orm/postgresql";
import { connectionErrorOf, DatabaseAway } from "@pitstop/trpc";
import type { FastifyInstance } from "fastify";
import type { ServedDatabase } from "./application.ts";
import type { Drain } from "./drain.ts";
import { oneAtATime } from "./one-at-a-time.ts";

/** Probes wait for one second by default (https://kubernetes.io/docs/concepts/workloads/pods/probes/); in milliseconds. */
const PATIENCE = 900;

/** What `/readyz` says, and 503 where it is anything but ready. */
interface Readiness {
  status: "ready" | "shutting down" | "migrations pending" | "database unreachable" | "database busy";
  pending?: string[];
}

/** `/healthz`: the process answers. `/readyz`: it can do its work, so that a load balancer may send requests. */
export function addHealth(
  server: FastifyInstance,
  orm: MikroORM,
  drain: Drain,
  { pendingMigrations }: ServedDatabase,
): void {
  const look = oneAtATime(() => lookAtDatabase(server, orm, pendingMigrations));
  server.get("/healthz", { logLevel: "warn" }, async () => ({ status: "ok" }));
  server.get("/readyz", { logLevel: "warn" }, async (_request, reply) => {
    const busy = pause<Readiness>(PATIENCE, { status: "database busy" }, { ref: false });
    const readiness: Readiness = drain.hasBegun
      ? { status: "shutting down" }
      : await Promise.race([look(), busy]);
    return reply.code(readiness.status === "ready" ? 200 : 503).send(readiness);
  });
}

async function lookAtDatabase(
  server: FastifyInstance,
  orm: MikroORM,
  pendingMigrations: ServedDatabase["pendingMigrations"],
): Promise<Readiness> {
  try {
    const pending = await pendingMigrations(orm);
    return pending.length === 0 ? { status: "ready" } : { status: "migrations pending", pending };
  } catch (error) {
    const known = connectionErrorOf(error);
    server.databaseWatch?.(known);
    if (known === undefined)
      server.log.error({ err: error }, "the database cannot be asked for its migrations");
    return { status: known instanceof DatabaseAway ? "database unreachable" : "database busy" };
  }
}
