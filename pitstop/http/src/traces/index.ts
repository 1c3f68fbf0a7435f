import {
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import type { AnyTRPCRouter } from "@trpc/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { calledProcedures, knownName } from "../called-procedures.ts";
import { type Active, active } from "./active-span.ts";
import { tracerProvider } from "./provider.ts";
import { traceStatements } from "./statements.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Of a request that is traced. */
    traced?: { readonly span: Span; readonly active: Active } | null;
  }
}

/** They come every few seconds and tell nothing. */
const PROBES = new Set(["/healthz", "/readyz"]);

export interface TraceOptions {
  /** The address of a collector that takes OTLP over HTTP: `http://127.0.0.1:4318`. */
  readonly endpoint: string;
  /** What the application is called there. */
  readonly title: string;
  readonly router: AnyTRPCRouter;
}

/**
 * Sends a trace of each request, which begins where its caller's does (`traceparent`) and ends with its SQL statements.
 * No span has a value: neither of a caller nor of a record. The log has the id of the trace.
 */
export function traceRequests(server: FastifyInstance, { endpoint, title, router }: TraceOptions): void {
  const provider = tracerProvider(endpoint, title, server.log);
  const tracer = provider.getTracer("@pitstop/http");
  traceStatements();
  server.decorateRequest("traced", null);
  server.addHook("onRequest", (request, reply, done) => {
    const route = request.routeOptions.url ?? "none";
    if (PROBES.has(route)) {
      done();
      return;
    }
    const caller = callerOf(request);
    const { method } = request;
    const span = tracer.startSpan(
      `${method} ${route}`,
      { kind: SpanKind.SERVER, attributes: { "http.request.method": method, "http.route": route } },
      caller,
    );
    span.setAttribute("pitstop.request_id", request.id);
    const { traceId } = span.spanContext();
    request.log = request.log.child({ traceId });
    reply.log = request.log;
    request.traced = { span, active: { tracer, context: trace.setSpan(caller, span) } };
    active.run(request.traced.active, done);
  });
  // What reads the body does so outside of what came before.
  server.addHook("preHandler", (request, _reply, done) => {
    if (request.traced) active.run(request.traced.active, done);
    else done();
  });
  server.addHook("onResponse", (request, reply, done) => {
    endSpan(router, request, reply);
    done();
  });
  server.addHook("onRequestAbort", (request, done) => {
    request.traced?.span.end();
    done();
  });
  server.addHook("onClose", async () => {
    await provider
      .shutdown()
      .catch((error: unknown) => server.log.warn({ err: error }, "traces can't be sent"));
  });
}

const propagator = new W3CTraceContextPropagator();

/** The caller's own span, without its `tracestate`: that is free text. */
function callerOf({ headers }: FastifyRequest): Context {
  return propagator.extract(ROOT_CONTEXT, { traceparent: headers.traceparent }, defaultTextMapGetter);
}

function endSpan(router: AnyTRPCRouter, request: FastifyRequest, reply: FastifyReply): void {
  const span = request.traced?.span;
  if (!span?.isRecording()) return;
  const names = calledProcedures(request).map((name) => knownName(router, name));
  if (names.length > 0) span.setAttribute("pitstop.procedures", names);
  span.setAttribute("http.response.status_code", reply.statusCode);
  if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
