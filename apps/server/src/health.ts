import { setTimeout as pause } from "node:timers/promises";
import type { MikroORM } from "@mikro-orm/postgresql";
import { apiErrorOf, DatabaseAway } from "@pitstop/api";
import { pendingMigrations } from "@pitstop/db";
import type { FastifyInstance } from "fastify";
import type { Drain } from "./drain.ts";

/** Probes wait for one second by default (https://kubernetes.io/docs/concepts/workloads/pods/probes/); in milliseconds. */
const PATIENCE = 900;

/** What `/readyz` says, and 503 where it is anything but ready. */
interface Readiness {
  status: "ready" | "shutting down" | "migrations pending" | "database unreachable" | "database busy";
  pending?: string[];
}

/** `/healthz`: the process answers. `/readyz`: it can do its work, so that a load balancer may send requests. */
export function addHealth(server: FastifyInstance, orm: MikroORM, drain: Drain): void {
  const look = oneAtATime(() => lookAtDatabase(server, orm));
  server.get("/healthz", { logLevel: "warn" }, async () => ({ status: "ok" }));
  server.get("/readyz", { logLevel: "warn" }, async (_request, reply) => {
    const busy = pause<Readiness>(PATIENCE, { status: "database busy" }, { ref: false });
    const readiness: Readiness = drain.hasBegun
      ? { status: "shutting down" }
      : await Promise.race([look(), busy]);
    return reply.code(readiness.status === "ready" ? 200 : 503).send(readiness);
  });
}

async function lookAtDatabase(server: FastifyInstance, orm: MikroORM): Promise<Readiness> {
  try {
    const pending = await pendingMigrations(orm);
    return pending.length === 0 ? { status: "ready" } : { status: "migrations pending", pending };
  } catch (error) {
    const known = apiErrorOf(error, orm.em);
    server.databaseWatch?.(known);
    if (known === undefined)
      server.log.error({ err: error }, "the database cannot be asked for its migrations");
    return { status: known instanceof DatabaseAway ? "database unreachable" : "database busy" };
  }
}

/** Probes that come while the database is slow wait for one look together, and take no connection each. */
function oneAtATime<Value>(look: () => Promise<Value>): () => Promise<Value> {
  let looking: Promise<Value> | undefined;
  return () => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };
}
