import type { AppRouter, Context } from "@pitstop/api";
import { type AnyTRPCRouter, getErrorShape, TRPCError } from "@trpc/server";
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
  const status = "statusCode" in error && error.statusCode !== undefined ? error.statusCode : 500;
  const code = codes[status] ?? (status < 500 ? "BAD_REQUEST" : "INTERNAL_SERVER_ERROR");
  const config = (router as AppRouter)._def._config; // whichever router: the configuration is that of all of ours
  const shape = getErrorShape({
    config,
    error: new TRPCError({ code, message: messages[status] ?? error.message, cause: error }),
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

const codes: Readonly<Record<number, TRPC_ERROR_CODE_KEY>> = {
  400: "BAD_REQUEST",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
  503: "SERVICE_UNAVAILABLE",
};

/** fastify's own words are for developers of the server. */
const messages: Readonly<Record<number, string>> = {
  413: "The body is larger than 1 MiB, which is the most that is read.",
};
