import type { FastifyRequest } from "fastify";

/** The path under which a proxy offers this server, `/shop`; empty where none that TRUST_PROXY names says so. */
export function prefixOf({ headers, ips }: Pick<FastifyRequest, "headers" | "ips">): string {
  const prefix = headers["x-forwarded-prefix"];
  const isFromProxy = ips !== undefined && ips.length > 1;
  if (!isFromProxy || typeof prefix !== "string" || !PREFIX.test(prefix)) return "";
  return prefix.replace(/\/$/, "");
}

const PREFIX = /^(\/[\w.~-]+)+\/?$/;
