import type { FastifyRequest } from "fastify";

/** What a caller is not told of an error in a procedure stands in the log, under the same request id. */
export function logError(
  request: FastifyRequest,
  error: { code: string; cause?: unknown },
  path: string | undefined,
): void {
  request.server.databaseWatch?.(error.cause);
  if (error.code === "INTERNAL_SERVER_ERROR")
    request.log.error({ err: error.cause ?? error, path }, "a call failed");
}
