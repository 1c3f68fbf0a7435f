import { isIP } from "node:net";
import type { FastifyRequest } from "fastify";
import { HttpError } from "./http-error.ts";

/** What a load balancer asks by whichever address it has, and which tells nothing. */
const PROBES = new Set(["/healthz", "/readyz"]);

/**
 * Refuses requests by a name that this server isn't known by: a page elsewhere can make its own name lead here (DNS
 * rebinding), and would then be our own page to the browser. Addresses and names without a dot
 * can't be taken over like that. `allowed` is the list of `ALLOWED_HOSTS`.
 */
export function refuseOtherHosts(allowed: string | undefined): (request: FastifyRequest) => void {
  const names = (allowed ?? "").split(",").map((name) => name.trim().toLowerCase());
  const isAllowed = (host: string): boolean =>
    names.some((name) => name !== "" && (name === host || (name.startsWith(".") && host.endsWith(name))));
  return (request) => {
    if (countOf(request.raw.rawHeaders, "host") > 1)
      throw new HttpError(400, "BAD_REQUEST", "Send one Host header.");
    if (request.headers.host === undefined || PROBES.has(request.url)) return;
    const host = request.hostname.toLowerCase().replace(/\.$/, "");
    if (isLocalName(host) || isIP(host.replace(/^\[(.*)\]$/, "$1")) !== 0 || isAllowed(host)) return;
    throw new HttpError(
      403,
      "FORBIDDEN",
      "This server isn't known by this host name. Whoever runs it can add the name to ALLOWED_HOSTS.",
    );
  };
}

/** A name without a dot is one of this machine's network, such as that of a container: none can be had elsewhere. */
const isLocalName = (host: string): boolean =>
  /^[a-z0-9_-]*[a-z_-][a-z0-9_-]*$/.test(host) || host.endsWith(".localhost");

/** Node keeps the first of several; the list of raw headers has names and values in turn. */
function countOf(rawHeaders: readonly string[], wanted: string): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === wanted.length && name.toLowerCase() === wanted) count++;
  }
  return count;
}
