import { ApiError, type Context, statusOf } from "@pitstop/trpc";
import { type AnyTRPCRouter, getErrorShape, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server/rpc";
import type { FastifyError, FastifyReply } from "fastify";

/** What happens to a request before tRPC has it, in the form of tRPC's errors; one of ours is only named by its id. */
export function sendTrpcError(
  router: AnyTRPCRouter,
  error: FastifyError | Error,
  context: Context,
  path: string,
  reply: FastifyReply,
): FastifyReply {
  const told = trpcErrorOf(error);
  const status = statusOf(told) ?? statusIn(error) ?? getHTTPStatusCodeFromError(told);
  const config = router._def._config;
  const shape = getErrorShape({
    config,
    error: told,
    type: "unknown",
    path,
    input: undefined,
    ctx: context,
  });
  return reply
    .code(status)
    .header("content-type", "application/json")
    .send(Buffer.from(JSON.stringify({ error: config.transformer.output.serialize(shape) })));
}

function trpcErrorOf(error: FastifyError | Error): TRPCError {
  if (error instanceof ApiError)
    return new TRPCError({ code: error.code, message: error.message, cause: error });
  const status = statusIn(error) ?? 500;
  const code = codes[status] ?? (status < 500 ? "BAD_REQUEST" : "INTERNAL_SERVER_ERROR");
  return new TRPCError({ code, message: messages[status] ?? error.message, cause: error });
}

const statusIn = (error: FastifyError | Error): number | undefined =>
  "statusCode" in error ? error.statusCode : undefined;

const codes: Readonly<Record<number, TRPC_ERROR_CODE_KEY>> = {
  400: "BAD_REQUEST",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
  429: "TOO_MANY_REQUESTS",
  503: "SERVICE_UNAVAILABLE",
};

/** fastify's own words are for developers of the server. */
const messages: Readonly<Record<number, string>> = {
  413: "The body is larger than 1 MiB, which is the most that is read.",
};
