import type { FastifyReply, FastifyRequest } from "fastify";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses changes that another site's page makes with a visitor's browser: by Sec-Fetch-Site, and by Origin against
 * Host for browsers that do not send it. Clients that are no browsers send neither and pass. The algorithm is that of
 * Go's CrossOriginProtection (https://pkg.go.dev/net/http#CrossOriginProtection).
 */
export async function refuseForeignOrigins(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (SAFE_METHODS.has(request.method) || isOwnOrigin(request)) return;
  await reply
    .code(403)
    .send({ error: "FOREIGN_ORIGIN", message: "A page of another site may not change anything here." });
}

function isOwnOrigin({ headers }: FastifyRequest): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  if (headers.origin === undefined) return true;
  return URL.parse(headers.origin)?.host === headers.host;
}
