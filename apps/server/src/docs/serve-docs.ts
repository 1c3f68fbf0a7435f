import { openApiDocument, type RestOperation } from "@pitstop/api/rest";
import { seedExamples } from "@pitstop/db";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { type Compressed, compressed, sendCompressed } from "../compressed.ts";
import { securityHeaders } from "../security-headers.ts";
import { PAGE, START, STYLE } from "./page.ts";
import { referenceScript } from "./reference-script.ts";

/** Serves the OpenAPI document at `/openapi.json` and the API page at `/docs`, with nothing from elsewhere. */
export async function serveDocs(
  server: FastifyInstance,
  operations: readonly RestOperation[],
): Promise<void> {
  const document = documentByOrigin(operations);
  const page = compressed(PAGE);
  const style = compressed(STYLE);
  const start = compressed(START);
  await server.register((scope, _options, done) => {
    scope.addHook("onRequest", async (_request, reply) => {
      reply.headers(securityHeaders.apiPage);
    });
    scope.get("/openapi.json", async (request, reply) =>
      sendCompressed(request, reply, "application/json", await document(originOf(request))),
    );
    scope.get("/docs", async (request, reply) =>
      sendCompressed(request, reply, "text/html; charset=utf-8", await page),
    );
    scope.get("/docs/", (_request, reply) => reply.redirect("/docs", 301));
    scope.get("/docs/page.css", async (request, reply) =>
      sendCompressed(request, reply, "text/css; charset=utf-8", await style),
    );
    scope.get("/docs/start.js", async (request, reply) =>
      sendCompressed(request, reply, SCRIPT, await start),
    );
    scope.get("/docs/reference.js", async (request, reply) =>
      sendCompressed(request, reply, SCRIPT, await referenceScript()),
    );
    done();
  });
}

const SCRIPT = "text/javascript; charset=utf-8";

/** For how many addresses of this server the document is kept; few servers have more than one. */
const KEPT_ORIGINS = 4;

/**
 * The document, made when it is first asked for: one buffer for all callers by the same address, which is all that
 * differs in it.
 */
function documentByOrigin(operations: readonly RestOperation[]): (origin: string) => Promise<Compressed> {
  let text: Promise<string> | undefined;
  const make = async () =>
    JSON.stringify(openApiDocument(operations, { seeded: await seedExamples(), origin: ORIGIN }));
  const kept = new Map<string, Promise<Compressed>>();
  return (origin) => {
    const known = kept.get(origin);
    if (known !== undefined) return known;
    text ??= make();
    const made = text.then((whole) => compressed(whole.replaceAll(ORIGIN, origin)));
    const [oldest] = kept.keys();
    if (kept.size >= KEPT_ORIGINS && oldest !== undefined) kept.delete(oldest);
    kept.set(origin, made);
    return made;
  };
}

const ORIGIN = "http://origin.invalid";

/** The address by which the caller reached this server, for samples to copy. */
function originOf({ protocol, host }: FastifyRequest): string {
  return /^[\w.:[\]-]+$/.test(host) ? `${protocol}://${host}` : "";
}
