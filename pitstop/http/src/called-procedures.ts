import type { AnyTRPCRouter } from "@trpc/server";
import type { FastifyRequest } from "fastify";

/**
 * The names of the procedures that a request calls, as the caller writes them: of a batch, each of its calls. Empty for a
 * request that calls none.
 */
export function calledProcedures({ params, routeOptions }: FastifyRequest): string[] {
  const { operation } = routeOptions.config;
  if (operation) return [operation.name];
  // The only route below /trpc is /trpc/:path.
  return routeOptions.url === "/trpc/:path" ? (params as { path: string }).path.split(",") : [];
}

/** How many calls a request counts as: one that calls no procedure is one, too. */
export const callsIn = (request: FastifyRequest): number => Math.max(1, calledProcedures(request).length);

/** A procedure's name as metrics and traces have it: what callers make up is `unknown`, and not a name more each time. */
export const knownName = ({ _def: { procedures } }: AnyTRPCRouter, name: string): string =>
  Object.hasOwn(procedures, name) ? name : "unknown";
