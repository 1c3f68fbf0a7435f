import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { isNamedBy } from "@pitstop/trpc/rest";
import type { FastifyReply, FastifyRequest } from "fastify";

/** A content that is sent often: as it is and in the ways that it travels, each made once. */
export interface Compressed {
  readonly tag: string;
  readonly plain: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

/** Compresses a content for good. What everybody is sent is worth some time; the best takes too much of it. */
export async function compressed(content: string | Buffer): Promise<Compressed> {
  const plain = Buffer.from(content);
  const [br, gzipped] = await Promise.all([
    promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
    promisify(gzip)(plain),
  ]);
  return { tag: `"${createHash("sha1").update(plain).digest("base64url")}"`, plain, br, gzip: gzipped };
}

/** Asked for again each time, so that a release is seen at once, and sent only when it has changed. */
export function sendCompressed(
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  content: Compressed,
): FastifyReply {
  reply.header("etag", content.tag).header("cache-control", "no-cache").header("vary", "accept-encoding");
  if (isNamedBy(request.headers["if-none-match"] ?? "", content.tag)) return reply.code(304).send();
  const accepted = request.headers["accept-encoding"] ?? "";
  const encoding = (["br", "gzip"] as const).find((coding) => takes(accepted, coding));
  if (encoding) reply.header("content-encoding", encoding);
  return reply.header("content-type", type).send(content[encoding ?? "plain"]);
}

/** Whether Accept-Encoding names a coding, and does not refuse it by a weight of 0 (RFC 9110, 12.5.3). */
const takes = (accepted: string, coding: string): boolean =>
  accepted
    .split(",")
    .map((part) => part.trim().split(/\s*;\s*/))
    .some(([name, weight = "q=1"]) => name === coding && !/^q=0(\.0*)?$/.test(weight));
