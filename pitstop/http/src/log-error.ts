import { statusOf } from "@pitstop/trpc";
import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import type { FastifyRequest } from "fastify";

declare module "fastify" {
  interface FastifyRequest {
    /** The calls of the request that failed, where metrics count them; otherwise null. */
    failures?: { readonly path: string | undefined; readonly status: number }[] | null;
  }
}

/** What a caller is not told of an error in a procedure stands in the log, under the same request id. */
export function logError(
  request: FastifyRequest,
  error: { code: string; cause?: unknown },
  path: string | undefined,
): void {
  request.server.databaseWatch?.(error.cause);
  request.failures?.push({ path, status: statusOfFailure(error) });
  if (error.code === "INTERNAL_SERVER_ERROR")
    request.log.error({ err: error.cause ?? error, path }, "a call failed");
}

const statusOfFailure = (error: object): number =>
  error instanceof TRPCError ? (statusOf(error) ?? getHTTPStatusCodeFromError(error)) : 500;
