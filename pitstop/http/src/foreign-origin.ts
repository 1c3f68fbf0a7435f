import type { FastifyRequest } from "fastify";
import { HttpError } from "./http-error.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses changes that another site's page makes with a visitor's browser: by Sec-Fetch-Site, and by Origin against
 * Host for browsers that do not send it. Clients that are no browsers send neither and pass, as do pages of the given
 * origins. The algorithm is that of Go's CrossOriginProtection (https://pkg.go.dev/net/http#CrossOriginProtection).
 */
export function refuseForeignOrigins(allowed: readonly string[]): (request: FastifyRequest) => void {
  return (request) => {
    if (SAFE_METHODS.has(request.method) || isOwnOrigin(request)) return;
    if (allowed.includes(request.headers.origin ?? "")) return;
    throw new HttpError(403, "FOREIGN_ORIGIN", "A page of another site may not change anything here.");
  };
}

function isOwnOrigin({ headers }: FastifyRequest): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  if (headers.origin === undefined) return true;
  return URL.parse(headers.origin)?.host === headers.host;
}
