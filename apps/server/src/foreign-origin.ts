import type { FastifyRequest } from "fastify";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses changes that another site's page makes with a visitor's browser: by Sec-Fetch-Site, and by Origin against
 * Host for browsers that do not send it. Clients that are no browsers send neither and pass. The algorithm is that of
 * Go's CrossOriginProtection (https://pkg.go.dev/net/http#CrossOriginProtection).
 */
export async function refuseForeignOrigins(request: FastifyRequest): Promise<void> {
  if (SAFE_METHODS.has(request.method) || isOwnOrigin(request)) return;
  throw new ForeignOrigin("A page of another site may not change anything here.");
}

/** Thrown rather than sent, so that each part of the API tells it in its own form. */
class ForeignOrigin extends Error {
  readonly statusCode = 403;
  readonly code = "FOREIGN_ORIGIN";
}

function isOwnOrigin({ headers }: FastifyRequest): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  if (headers.origin === undefined) return true;
  return URL.parse(headers.origin)?.host === headers.host;
}
