import type { MikroORM } from "@mikro-orm/postgresql";
import { ClientUses } from "@pitstop/trpc";
import { problem, REST_PREFIX } from "@pitstop/trpc/rest";
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { Admission } from "./admission.ts";
import type { Application } from "./application.ts";
import { addAuthentication, everyone } from "./authentication.ts";
import { pruneChangeLog } from "./change-log.ts";
import { serveClient } from "./client.ts";
import { keepClientUses } from "./client-uses.ts";
import { compressAnswers } from "./compress-answers.ts";
import { addContract } from "./contract.ts";
import { allowOrigins, originsIn } from "./cross-origin.ts";
import { watchDatabase } from "./database-watch.ts";
import { withDevelopmentUser } from "./development-user.ts";
import { serveDocs } from "./docs/serve-docs.ts";
import { addDrain, type Drain } from "./drain.ts";
import { refuseForeignOrigins } from "./foreign-origin.ts";
import { addHealth } from "./health.ts";
import { nothingAt } from "./http-error.ts";
import { pruneIdempotencyKeys } from "./idempotency.ts";
import { loggedError, loggedRequest } from "./logged.ts";
import type { WatchedReplicas } from "./replicas/index.ts";
import { refuseBrokenEscapes, refuseEncodedBody } from "./request-body.ts";
import { addRequestContext } from "./request-context.ts";
import { sendProblem } from "./rest/problem-answer.ts";
import { serveRest } from "./rest/serve-rest.ts";
import { RETRY_AFTER } from "./retry-after.ts";
import { securityHeaders } from "./security-headers.ts";
import { refuseOtherHosts } from "./served-hosts.ts";
import type { Settings } from "./settings.ts";
import { limitSockets } from "./socket-limits.ts";
import { serveTrpc } from "./trpc.ts";

/** The largest body, in bytes. */
export const BODY_LIMIT = 1024 * 1024;

/** How many calls may run at once for each connection to the database. */
const CALLS_PER_CONNECTION = 4;

/** The server, and the way out. */
export interface Server {
  server: FastifyInstance;
  drain: Drain;
}

/**
 * The whole server on an open database, not listening yet: health, tRPC at /trpc, REST at /api/v1 with its page at
 * /docs, and the built client if there is one.
 */
export async function createServer(
  application: Application,
  orm: MikroORM,
  settings: Settings,
  clientFolder?: string,
): Promise<Server> {
  const { api, database, plugins = [], beforeListening, onClose } = application;
  const server = Fastify({
    logger: {
      level: settings.LOG_LEVEL,
      serializers: { req: loggedRequest, err: loggedError },
    },
    // A request id of the caller's making would let it write into our log.
    genReqId: () => crypto.randomUUID(),
    bodyLimit: BODY_LIMIT,
    // Batched calls stand in the path: the default of 100 characters would answer 404. Node takes 16 KiB of headers.
    routerOptions: { maxParamLength: 16 * 1024 },
    trustProxy: settings.TRUST_PROXY?.split(",").map((proxy) => proxy.trim()) ?? false,
    requestTimeout: 60_000,
    // Nothing goes over a connection for so long only where the caller reads or sends nothing.
    connectionTimeout: settings.STATEMENT_TIMEOUT + 20_000,
    // What arrives on an open connection while the server closes is still answered.
    return503OnClosing: false,
    frameworkErrors: answerBrokenAddress,
  });
  server.setErrorHandler(answerError);
  limitSockets(server);
  const origins = originsIn(settings.ALLOWED_ORIGINS);
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = settings;
  if (endpoint !== undefined) {
    const { traceRequests } = await import("./traces/index.ts");
    traceRequests(server, { endpoint, title: application.title, router: api.router });
  }
  const refuseOtherHost = refuseOtherHosts(settings.ALLOWED_HOSTS);
  server.addHook("onRequest", (request, reply, done) => {
    reply.headers(securityHeaders.api).header("x-request-id", request.id);
    refuseOtherHost(request);
    done();
  });
  await allowOrigins(server, origins);
  const refusals = [refuseForeignOrigins(origins), refuseBrokenEscapes, refuseEncodedBody];
  server.addHook("onRequest", (request, _reply, done) => {
    for (const refuse of refusals) refuse(request);
    done();
  });
  server.addHook("onSend", (_request, reply, _payload, done) => {
    if ((reply.statusCode === 503 || reply.statusCode === 504) && !reply.hasHeader("retry-after"))
      reply.header("retry-after", RETRY_AFTER);
    done();
  });
  await compressAnswers(server);
  const drain = addDrain(server);
  watchDatabase(server, orm);
  addHealth(server, orm, drain, database);
  let replicas: WatchedReplicas | undefined;
  if (settings.DATABASE_REPLICA_URLS !== undefined) {
    const { openReplicas } = await import("./replicas/index.ts");
    replicas = openReplicas(server, orm, settings);
  }
  if (settings.METRICS_PORT !== undefined) {
    const { serveMetrics } = await import("./metrics/index.ts");
    serveMetrics(server, { api, database, orm, replicas }, settings);
  }
  addContract(server, api);
  const uses = new ClientUses();
  keepClientUses(server, orm, uses, database);
  pruneIdempotencyKeys(server, orm);
  api.checkAccess();
  const { access, changeLog } = api.definition;
  pruneChangeLog(server, orm, changeLog);
  const isDevelopment = settings.DEVELOPMENT_USER === "yes";
  const authenticate = isDevelopment
    ? withDevelopmentUser(access, application.authenticate)
    : (application.authenticate ?? everyone(access));
  let authenticateCalls = addAuthentication(server, orm, authenticate);
  const isLimited = (settings.RATE_LIMIT_PER_ADDRESS ?? settings.RATE_LIMIT_PER_USER) !== undefined;
  if (isLimited) {
    const { limitCalls } = await import("./rate-limits/index.ts");
    authenticateCalls = limitCalls(server, orm, settings, authenticateCalls);
  }
  const contextOf = addRequestContext(server, { orm, replicas, uses }, isDevelopment ? access.roles : []);
  // Of the calls that run, some compute while others wait for the database.
  const admission = new Admission(CALLS_PER_CONNECTION * settings.DATABASE_POOL_SIZE);
  for (const plugin of plugins) await server.register(plugin, { orm, roles: access.roles });
  const calls = { contextOf, admission, authenticateCalls };
  await serveTrpc(server, api, calls);
  await serveRest(server, api, calls);
  await serveDocs(server, application, isLimited);
  if (clientFolder) await serveClient(server, clientFolder);
  else server.setNotFoundHandler(refuseUnknownAddress);
  if (onClose) server.addHook("onClose", async () => onClose(orm));
  if (beforeListening) server.addHook("onReady", async () => beforeListening(server, orm));
  return { server, drain };
}

/** fastify's own handler would write the address into the log, with its query. */
function refuseUnknownAddress(request: FastifyRequest): never {
  throw nothingAt(request);
}

/** An address that cannot be decoded has no route, and so no part of the API that would answer in its own form. */
function answerBrokenAddress(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(securityHeaders.api).header("x-request-id", request.id);
  const message = "The address is not valid: a % is followed by two hexadecimal digits.";
  if (request.url.startsWith(REST_PREFIX)) {
    sendProblem(reply, problem(400, "BAD_REQUEST", message, request.id));
  } else reply.code(400).send({ error: "BAD_ADDRESS", message });
}

/** What happens outside of tRPC: a body over the limit is told, an error of ours is only named by its request id. */
function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const status = error.statusCode ?? 500;
  if (status < 500) {
    reply.code(status).send({ error: error.code, message: error.message });
    return;
  }
  request.log.error({ err: error }, "a request failed");
  const message = "Something went wrong on the server. Report the request id if it stays.";
  reply.code(500).send({ error: "INTERNAL_SERVER_ERROR", message, requestId: request.id });
}
