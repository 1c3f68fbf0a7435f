import { DiagLogLevel, diag } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { FastifyBaseLogger } from "fastify";

/** How long a collector may take, in milliseconds: the end of a server waits for it. */
const PATIENCE = 2_000;

/** What makes spans and sends them to a collector, in batches. Whether a request is traced is its caller's choice, if it made one. */
export function tracerProvider(endpoint: string, title: string, log: FastifyBaseLogger): TracerProvider {
  const silent = () => undefined;
  const error = (message: string) => log.warn({ reason: message.slice(0, 500) }, "traces can't be sent");
  diag.setLogger(
    { error, warn: silent, info: silent, debug: silent, verbose: silent },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  );
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, "")}/v1/traces`,
    timeoutMillis: PATIENCE,
  });
  return new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ "service.name": title })),
    sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() }),
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: PATIENCE })],
  });
}
