import { createHash } from "node:crypto";
import type { ServedApi } from "@pitstop/trpc";
import { isNamedBy } from "@pitstop/trpc/rest";
import type { FastifyInstance } from "fastify";

/** `/contract`: what this server's clients may rely on, in the form of `contract.json`, for `pitstop contract --url`. */
export function addContract(server: FastifyInstance, { contract }: ServedApi): void {
  // It is the same as long as the process runs, and nobody asks for it in most of them.
  let known: { text: string; tag: string } | undefined;
  server.get("/contract", (request, reply) => {
    known ??= tagged(contract());
    const { text, tag } = known;
    reply.header("etag", tag).header("cache-control", "no-cache");
    const isKnown = isNamedBy(request.headers["if-none-match"] ?? "", tag);
    return isKnown ? reply.code(304).send() : reply.type("application/json; charset=utf-8").send(text);
  });
}

const tagged = (text: string): { text: string; tag: string } => ({
  text,
  tag: `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`,
});
