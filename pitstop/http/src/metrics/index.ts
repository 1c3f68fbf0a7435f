// One file for each family of metrics; a family that isn't listed here isn't there.
import { createServer, type Server } from "node:http";
import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Registry } from "prom-client";
import { listeningError } from "../open.ts";
import type { Settings } from "../settings.ts";
import { access } from "./access.ts";
import { database } from "./database.ts";
import type { Sources } from "./family.ts";
import { observedCalls } from "./observed-call.ts";
import { pool } from "./pool.ts";
import { replicas } from "./replicas.ts";
import { requests } from "./requests.ts";

const families = [requests, access, pool, database, replicas];

/**
 * Serves metrics for Prometheus at `/metrics` of a port of their own, which is never that of the API: they tell names of
 * procedures and how much they are used. Throws StartError, as the server starts, where the port can't be had.
 */
export function serveMetrics(
  server: FastifyInstance,
  { api, ...sources }: Omit<Sources, "registry"> & { readonly api: { readonly router: Router } },
  { METRICS_HOST: host, METRICS_PORT: port }: Pick<Settings, "METRICS_HOST" | "METRICS_PORT">,
): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const observers = families.flatMap((family) => family({ ...sources, registry }) ?? []);
  server.decorateRequest("failures", null);
  server.addHook("onRequest", (request, _reply, done) => {
    request.failures = [];
    done();
  });
  server.addHook("onResponse", (request, reply, done) => {
    for (const call of observedCalls(api.router, request, reply))
      for (const observe of observers) observe(call);
    done();
  });
  const metrics = metricsServer(registry);
  server.addHook("onReady", () => listening(metrics, { host, port }));
  server.addHook("onClose", async () => void metrics.close());
}

type Router = Parameters<typeof observedCalls>[0];

function metricsServer(registry: Registry): Server {
  return createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
}

function listening(metrics: Server, place: { host: string; port: number | undefined }): Promise<void> {
  return new Promise((resolve, reject) => {
    metrics.once("error", (error) => reject(listeningError(error, place, "METRICS_") ?? error));
    metrics.listen(place, resolve);
  });
}
