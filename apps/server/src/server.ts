import helmet from "@fastify/helmet";
import type { MikroORM } from "@mikro-orm/postgresql";
import { type AppRouter, appRouter } from "@pitstop/api";
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from "@trpc/server/adapters/fastify";
import Fastify, { type FastifyInstance } from "fastify";
import { serveClient } from "./client.ts";
import { refuseForeignOrigins } from "./foreign-origin.ts";
import { addHealth } from "./health.ts";
import type { Settings } from "./settings.ts";

/** The most calls in one batch; the client sends no more (packages/api/src/client.ts). */
export const MAX_BATCH_SIZE = 10;

/** The largest body, in bytes. */
export const BODY_LIMIT = 1024 * 1024;

/** The whole server on an open database, not listening yet: health, tRPC at /trpc, and the built client if there is one. */
export async function createServer(
  orm: MikroORM,
  settings: Pick<Settings, "LOG_LEVEL" | "TRUST_PROXY">,
  clientFolder?: string,
): Promise<FastifyInstance> {
  const server = Fastify({
    logger: {
      level: settings.LOG_LEVEL,
      redact: ["req.headers.authorization", "req.headers.cookie"],
    },
    // A request id of the caller's making would let it write into our log.
    genReqId: () => crypto.randomUUID(),
    requestIdLogLabel: "requestId",
    disableRequestLogging: settings.LOG_LEVEL === "silent",
    bodyLimit: BODY_LIMIT,
    // Batched calls stand in the path: the default of 100 characters would answer 404.
    routerOptions: { maxParamLength: 5000 },
    trustProxy: settings.TRUST_PROXY?.split(",") ?? false,
    requestTimeout: 60_000,
  });
  await server.register(helmet, {
    contentSecurityPolicy: {
      directives: { "style-src": ["'self'", "'unsafe-inline'"], "upgrade-insecure-requests": null },
    },
    strictTransportSecurity: { maxAge: 31_536_000 },
  });
  server.addHook("onRequest", refuseForeignOrigins);
  server.addHook("onSend", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  addHealth(server, orm);
  await server.register(fastifyTRPCPlugin, {
    prefix: "/trpc",
    trpcOptions: {
      router: appRouter,
      maxBatchSize: MAX_BATCH_SIZE,
      createContext: ({ req }) => ({ orm, requestId: req.id }),
      onError: ({ error, req, path }) => {
        if (error.code === "INTERNAL_SERVER_ERROR")
          req.log.error({ err: error.cause ?? error, path }, "a call failed");
      },
    } satisfies FastifyTRPCPluginOptions<AppRouter>["trpcOptions"],
  });
  if (clientFolder) await serveClient(server, clientFolder);
  return server;
}
