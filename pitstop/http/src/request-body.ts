import type { FastifyRequest } from "fastify";
import { HttpError } from "./http-error.ts";

/** A body as text. Throws HttpError 415 for a charset other than UTF-8, and 400 for bytes that are not UTF-8. */
export function bodyText({ headers }: FastifyRequest, body: Buffer): string {
  const charset = charsetOf(headers["content-type"] ?? "");
  if (charset !== undefined && charset !== "utf-8" && charset !== "utf8") {
    throw new HttpError(415, "UNSUPPORTED_MEDIA_TYPE", `Send the body in UTF-8, not in another charset.`);
  }
  try {
    return utf8.decode(body);
  } catch {
    // What can't be read would be replaced, and stored like that.
    throw new HttpError(400, "BAD_REQUEST", "The body is not valid UTF-8.");
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

const charsetOf = (contentType: string): string | undefined =>
  /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType)?.[1]?.toLowerCase();

/** Refuses a compressed body, which nothing here unpacks (RFC 9110, 12.5.3: 415 says what is taken). */
export function refuseEncodedBody({ headers }: FastifyRequest): void {
  const encoding = headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity" || encoding === "") return;
  throw new HttpError(415, "UNSUPPORTED_MEDIA_TYPE", "Send the body as it is, without a Content-Encoding.");
}

/** Refuses an address with escapes that are not UTF-8: a filter by them would be a filter by something else. */
export function refuseBrokenEscapes({ url }: FastifyRequest): void {
  if (!url.includes("%")) return;
  try {
    decodeURIComponent(url);
  } catch {
    throw new HttpError(
      400,
      "BAD_REQUEST",
      "The address is not valid: escapes (% and two hexadecimal digits) have to be UTF-8.",
    );
  }
}
