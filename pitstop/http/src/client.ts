import { join, sep } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { nothingAt } from "./http-error.ts";
import { securityHeaders } from "./security-headers.ts";

/** What vite gives a name with a hash lies here; everything else keeps its name when it changes. */
const HASHED = "assets";

/** Serves the built client: hashed files for a year, and the page itself for every address of the application. */
export async function serveClient(server: FastifyInstance, folder: string): Promise<void> {
  await server.register((pages, _options, done) => {
    pages.addHook("onRequest", async (_request, reply) => {
      reply.headers(securityHeaders.pages);
    });
    pages.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      index: false,
      cacheControl: false,
      // The build has put them there.
      preCompressed: true,
      setHeaders: (reply, path) => {
        const isHashed = path.startsWith(join(folder, HASHED) + sep);
        reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
    const page = (reply: FastifyReply) => reply.sendFile("index.html");
    pages.get("/", (_request, reply) => page(reply));
    pages.setNotFoundHandler((request, reply) => {
      const wantsPage = /^(GET|HEAD)$/.test(request.method) && request.headers.accept?.includes("text/html");
      return wantsPage ? page(reply) : refuse(request);
    });
    done();
  });
}

function refuse(request: FastifyRequest): never {
  throw nothingAt(request);
}
