import type { FastifyReply, FastifyRequest } from "fastify";
import type { Auth } from "./auth.ts";
import { ADDRESS_HEADER, BASE_PATH } from "./paths.ts";

/** Hands a request to better-auth, at another path of it and with a body of ours. */
export type Forward = (request: FastifyRequest, path: string, body?: object) => Promise<Response>;

export const forwardTo =
  (auth: Auth, publicUrl: string): Forward =>
  (request, path, body) =>
    auth.handler(
      new Request(`${publicUrl}${BASE_PATH}${path}`, {
        method: request.method,
        headers: forwardedHeaders(request, publicUrl),
        ...(body && { body: JSON.stringify(body) }),
      }),
    );

/** What better-auth looks at. Addresses that a caller claims to have are none of it. */
function forwardedHeaders({ headers, ip }: FastifyRequest, publicUrl: string): Headers {
  const forwarded = new Headers({ [ADDRESS_HEADER]: ip, "content-type": "application/json" });
  for (const name of ["cookie", "user-agent"] as const) {
    const value = headers[name];
    if (value !== undefined) forwarded.set(name, value);
  }
  // Foreign origins have been refused by the server, to which the browser told its own.
  forwarded.set("origin", publicUrl);
  return forwarded;
}

export function copyCookies(from: Response, to: FastifyReply): void {
  for (const cookie of from.headers.getSetCookie()) to.header("set-cookie", cookie);
}
