import { join, sep } from "node:path";
import helmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** What vite gives a name with a hash lies here; everything else keeps its name when it changes. */
const HASHED = "assets";

/** Serves the built client: hashed files for a year, and the page itself for every address of the application. */
export async function serveClient(server: FastifyInstance, folder: string): Promise<void> {
  await server.register((pages, _options, done) => {
    pages.register(helmet, {
      // Mantine writes its colours into style attributes and elements.
      contentSecurityPolicy: {
        directives: { "style-src": ["'self'", "'unsafe-inline'"], "upgrade-insecure-requests": null },
      },
    });
    pages.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      index: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const isHashed = path.startsWith(join(folder, HASHED) + sep);
        reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
    const page = (reply: FastifyReply) => reply.sendFile("index.html");
    pages.get("/", (_request, reply) => page(reply));
    pages.setNotFoundHandler((request, reply) => {
      const wantsPage = /^(GET|HEAD)$/.test(request.method) && request.headers.accept?.includes("text/html");
      return wantsPage ? page(reply) : reply.code(404).send(nothingAt(request));
    });
    done();
  });
}

const nothingAt = ({ method, url }: FastifyRequest) => ({
  error: "NOT_FOUND",
  message: `There is nothing at ${method} ${url.split("?")[0]}.`,
});
