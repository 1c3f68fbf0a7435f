import { type AppRouter, appRouter, type Context } from "@pitstop/api";
import { fastifyRequestHandler } from "@trpc/server/adapters/fastify";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import { type Admission, admitCalls } from "./admission.ts";
import { logError } from "./log-error.ts";
import { bodyText } from "./request-body.ts";
import type { ContextOf } from "./request-context.ts";
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
        return sendTrpcError(appRouter, error, contextOf(request), path, reply);
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
          const answered = await answerSingleCall(appRouter, request, reply, context, logError);
          return answered ? reply : answerByAdapter(request, reply, request.params.path, context);
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

async function answerByAdapter(request: FastifyRequest, reply: FastifyReply, path: string, context: Context) {
  await fastifyRequestHandler<AppRouter, FastifyRequest, FastifyReply>({
    router: appRouter,
    req: request,
    res: reply,
    path,
    maxBatchSize: MAX_BATCH_SIZE,
    createContext: () => context,
    onError: ({ error, path: failed }) => logError(request, error, failed),
  });
  return reply;
}
