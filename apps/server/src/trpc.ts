import { type AppRouter, type Context, servedAppRouter, servedError, statusOf } from "@pitstop/api";
import { fastifyRequestHandler } from "@trpc/server/adapters/fastify";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import { type Admission, admitCalls } from "./admission.ts";
import { logError } from "./log-error.ts";
import { bodyText } from "./request-body.ts";
import type { ContextOf } from "./request-context.ts";
import { RETRY_AFTER } from "./retry-after.ts";
import { answerSingleCall } from "./single-call.ts";
import { sendTrpcError } from "./trpc-error.ts";

/** The most calls in one batch; `createClient` and the pages send no more. */
export const MAX_BATCH_SIZE = 10;

/** Serves the routers at `/trpc`: single calls on a short road, everything else through tRPC's own adapter. */
export async function serveTrpc(
  server: FastifyInstance,
  contextOf: ContextOf,
  admission: Admission,
): Promise<void> {
  const router = servedAppRouter();
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
        if ((error.statusCode ?? 500) >= 500)
          logError(request, { code: "INTERNAL_SERVER_ERROR", cause: error }, path);
        return sendTrpcError(router, error, contextOf(request), path, reply);
      });
      admitCalls(scope, admission);
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
          return answered ? reply : answerByAdapter(router, request, reply, context);
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
  router: AppRouter,
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context,
) {
  await fastifyRequestHandler<AppRouter, FastifyRequest, FastifyReply>({
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
        ...(statuses.has(503) && { headers: new Headers({ "retry-after": String(RETRY_AFTER) }) }),
      };
    },
    onError: ({ error, path: failed }) => logError(request, error, failed),
  });
  return reply;
}
