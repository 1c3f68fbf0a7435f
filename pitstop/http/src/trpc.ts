import {
  ApiError,
  type Context,
  holdsRounded,
  MAX_BATCH_SIZE,
  type ServedApi,
  statusOf,
} from "@pitstop/trpc";
import type { AnyTRPCRouter } from "@trpc/server";
import { fastifyRequestHandler } from "@trpc/server/adapters/fastify";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import { admitCalls } from "./admission.ts";
import { CHALLENGE } from "./authentication.ts";
import { HttpError } from "./http-error.ts";
import { logError } from "./log-error.ts";
import { bodyText } from "./request-body.ts";
import type { Calls } from "./request-context.ts";
import { RETRY_AFTER } from "./retry-after.ts";
import { answerSingleCall } from "./single-call.ts";
import { sendTrpcError } from "./trpc-error.ts";

/** Serves the routers at `/trpc`: single calls on a short road, everything else through tRPC's own adapter. */
export async function serveTrpc(
  server: FastifyInstance,
  api: ServedApi,
  { contextOf, admission, authenticateCalls }: Calls,
): Promise<void> {
  const { router } = api;
  await server.register(
    (scope, _options, done) => {
      // tRPC parses bodies itself; fastify only holds them to its limit.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser<Buffer>(
        "*",
        { parseAs: "buffer" },
        async (request: FastifyRequest, body: Buffer) => bodyText(request, body),
      );
      scope.setErrorHandler((error: FastifyError, request, reply) => {
        const { path = "" } = request.params as { path?: string }; // the only route is /trpc/:path
        if (!(error instanceof ApiError) && (error.statusCode ?? 500) >= 500)
          logError(request, { code: "INTERNAL_SERVER_ERROR", cause: error }, path);
        return sendTrpcError(router, error, contextOf(request), path, reply);
      });
      admitCalls(scope, admission);
      authenticateCalls(scope);
      scope.addHook("onSend", (_request, reply, _payload, sent) => {
        reply.header("cache-control", "no-store");
        sent();
      });
      scope.route<{ Params: { path: string } }>({
        method: scope.supportedMethods.filter((method) => method !== "OPTIONS") as HTTPMethods[], // fastify types its own list as texts
        url: "/:path",
        handler: async (request, reply) => {
          const context = contextOf(request);
          const answered = await answerSingleCall(router, request, reply, context, logError);
          return answered ? reply : answerByAdapter(api, request, reply, context);
        },
      });
      scope.options("/:path", (_request, reply) =>
        reply.code(204).header("allow", "GET, POST, OPTIONS").send(),
      );
      done();
    },
    { prefix: "/trpc" },
  );
}

async function answerByAdapter(
  { router, servedError }: ServedApi,
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context,
) {
  refuseRounded(request);
  await fastifyRequestHandler<AnyTRPCRouter, FastifyRequest, FastifyReply>({
    router,
    req: request,
    res: reply,
    path: (request.params as { path: string }).path, // the route is /trpc/:path
    maxBatchSize: MAX_BATCH_SIZE,
    createContext: () => context,
    responseMeta({ errors, info, paths }) {
      // Calls that all fail in one way say so by their status.
      const served = errors.map((error) => servedError(error, paths?.[0], context.client));
      const statuses = new Set(served.map((error) => statusOf(error) ?? getHTTPStatusCodeFromError(error)));
      const [status] = statuses;
      const isAll = errors.length > 0 && errors.length === (info?.calls.length ?? 1) && statuses.size === 1;
      return {
        ...(isAll && status !== undefined && { status }),
        headers: new Headers({
          ...(statuses.has(503) && { "retry-after": String(RETRY_AFTER) }),
          ...(statuses.has(401) && { "www-authenticate": CHALLENGE }),
        }),
      };
    },
    onError: ({ error, path: failed }) => logError(request, error, failed),
  });
  return reply;
}

/** tRPC parses the bodies of batches itself. No JavaScript program sends a number that another one rounds. */
function refuseRounded({ body }: FastifyRequest): void {
  if (typeof body !== "string") return;
  let isRounded: boolean;
  try {
    isRounded = holdsRounded(body);
  } catch {
    return; // what is no JSON is for tRPC to refuse
  }
  if (isRounded)
    throw new HttpError(
      400,
      "BAD_REQUEST",
      "A number in this batch would be rounded. Send it as text, or call alone.",
    );
}
