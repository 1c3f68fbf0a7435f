import { BEARER, type SecuritySchemes } from "@pitstop/trpc/rest";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Application } from "../application.ts";
import { type Compressed, compressed, sendCompressed } from "../compressed.ts";
import { securityHeaders } from "../security-headers.ts";
import { pageColors } from "./colors.ts";
import { documentsOf } from "./documents.ts";
import { outlineOf } from "./outline.ts";
import { pageOf, startOf } from "./page.ts";
import { referenceScript } from "./reference-script.ts";
import { styleOf } from "./style.ts";

/** Serves the OpenAPI document at `/openapi.json` and the API page at `/docs`, with nothing from elsewhere. */
export async function serveDocs(
  server: FastifyInstance,
  application: Application,
  isLimited: boolean,
): Promise<void> {
  const { title, color, api } = application;
  const colors = pageColors(color);
  const { document, whole, shown } = documentsOf(title, api, {
    securitySchemes: schemesOf(application),
    isLimited,
  });
  const style = compressed(styleOf(colors));
  const start = compressed(startOf(title, colors));
  let page: Promise<Compressed> | undefined;
  await server.register((scope, _options, done) => {
    scope.addHook("onRequest", async (_request, reply) => {
      reply.headers(securityHeaders.apiPage);
    });
    scope.get("/openapi.json", async (request, reply) =>
      sendCompressed(request, reply, "application/json", await whole(originOf(request))),
    );
    scope.get("/docs/openapi.json", async (request, reply) =>
      sendCompressed(request, reply, "application/json", await shown(originOf(request))),
    );
    scope.get("/docs", async (request, reply) => {
      page ??= document().then((all) => compressed(pageOf(title, outlineOf(all))));
      return sendCompressed(request, reply, "text/html; charset=utf-8", await page);
    });
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

/** An application that tells its callers apart takes what its challenges ask for, unless it says more. */
const schemesOf = ({ authenticate, securitySchemes = BEARER }: Application): SecuritySchemes =>
  authenticate ? securitySchemes : {};

const SCRIPT = "text/javascript; charset=utf-8";

/** The address by which the caller reached this server, for samples to copy. */
function originOf({ protocol, host }: FastifyRequest): string {
  return /^[\w.:[\]-]+$/.test(host) ? `${protocol}://${host}` : "";
}
