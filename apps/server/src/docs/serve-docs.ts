import { hash } from "node:crypto";
import { isNamedBy, openApiDocument, type RestOperation } from "@pitstop/api/rest";
import { seedExamples } from "@pitstop/db";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { securityHeaders } from "../security-headers.ts";
import { PAGE, START } from "./page.ts";
import { referenceScript } from "./reference-script.ts";

/** Serves the OpenAPI document at `/openapi.json` and the API page at `/docs`, with nothing from elsewhere. */
export async function serveDocs(
  server: FastifyInstance,
  operations: readonly RestOperation[],
): Promise<void> {
  const document = documentText(operations);
  await server.register((scope, _options, done) => {
    scope.addHook("onRequest", async (_request, reply) => {
      reply.headers(securityHeaders.apiPage);
    });
    scope.get("/openapi.json", async (request, reply) => {
      return sendText(request, reply, "application/json", await document(originOf(request)));
    });
    scope.get("/docs", (request, reply) => sendText(request, reply, "text/html; charset=utf-8", PAGE));
    scope.get("/docs/", (_request, reply) => reply.redirect("/docs", 301));
    scope.get("/docs/start.js", (request, reply) => sendText(request, reply, SCRIPT, START));
    scope.get("/docs/reference.js", sendReference);
    done();
  });
}

const SCRIPT = "text/javascript; charset=utf-8";

/** The document as text, made when it is first asked for; only the address of the server in it is each caller's own. */
function documentText(operations: readonly RestOperation[]): (origin: string) => Promise<string> {
  let text: Promise<string> | undefined;
  const make = async () =>
    JSON.stringify(openApiDocument(operations, { seeded: await seedExamples(), origin: ORIGIN }));
  return async (origin) => {
    text ??= make();
    return (await text).replaceAll(ORIGIN, origin);
  };
}

const ORIGIN = "http://origin.invalid";

/** The address by which the caller reached this server, for samples to copy. */
function originOf({ protocol, host }: FastifyRequest): string {
  return /^[\w.:[\]-]+$/.test(host) ? `${protocol}://${host}` : "";
}

async function sendReference(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const script = await referenceScript();
  const accepted = request.headers["accept-encoding"] ?? "";
  const encoding = (["br", "gzip"] as const).find((coding) => takes(accepted, coding));
  reply.header("vary", "accept-encoding");
  if (encoding) reply.header("content-encoding", encoding);
  return sendText(request, reply, SCRIPT, script[encoding ?? "plain"]);
}

/** Whether Accept-Encoding names a coding, and does not refuse it by a weight of 0 (RFC 9110, 12.5.3). */
const takes = (accepted: string, coding: string): boolean =>
  accepted
    .split(",")
    .map((part) => part.trim().split(/\s*;\s*/))
    .some(([name, weight = "q=1"]) => name === coding && !/^q=0(\.0*)?$/.test(weight));

/** Asked for again each time, so that a release is seen at once, and sent only when it has changed. */
function sendText(
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  content: string | Buffer,
): FastifyReply {
  const tag = `"${hash("sha1", content, "base64url")}"`;
  reply.header("etag", tag).header("cache-control", "no-cache");
  if (isNamedBy(request.headers["if-none-match"] ?? "", tag)) return reply.code(304).send();
  return reply.header("content-type", type).send(content);
}
