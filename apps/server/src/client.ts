import helmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

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
      maxAge: "1y",
      immutable: true,
      index: false,
    });
    const page = (reply: FastifyReply) => reply.sendFile("index.html", { maxAge: 0, immutable: false });
    pages.get("/", (_request, reply) => page(reply));
    pages.setNotFoundHandler((request, reply) => {
      const wantsPage = request.method === "GET" && request.headers.accept?.includes("text/html");
      return wantsPage ? page(reply) : reply.code(404).send(nothingAt(request));
    });
    done();
  });
}

const nothingAt = ({ method, url }: FastifyRequest) => ({
  error: "NOT_FOUND",
  message: `There is nothing at ${method} ${url.split("?")[0]}.`,
});
