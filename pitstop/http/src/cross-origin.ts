import cors from "@fastify/cors";
import type { FastifyInstance } from "fastify";

/** What a page of another origin may read of an answer beside its body. */
const EXPOSED = [
  "Accept-Patch",
  "Allow",
  "Deprecation",
  "ETag",
  "Idempotent-Replayed",
  "Link",
  "Location",
  "Retry-After",
  "Sunset",
  "X-Pitstop-Deprecated",
  "X-Pitstop-Ignored",
  "X-Pitstop-Renamed",
  "X-Request-Id",
];

/** The origins of `ALLOWED_ORIGINS`. */
export const originsIn = (list: string | undefined): string[] =>
  (list ?? "").split(",").flatMap((origin) => origin.trim() || []);

/** Lets pages of these origins call the API from a browser (CORS); with none, no page elsewhere can. */
export async function allowOrigins(server: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await server.register(cors, {
    origin: [...origins],
    methods: ["GET", "HEAD", "POST", "PATCH", "DELETE"],
    exposedHeaders: EXPOSED,
    maxAge: 600,
    strictPreflight: false,
  });
}
