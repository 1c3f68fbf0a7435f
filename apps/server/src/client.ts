import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Serves the built client: hashed files for a year, and the page itself for every address of the application. */
export async function serveClient(server: FastifyInstance, folder: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    maxAge: "1y",
    immutable: true,
    index: false,
  });
  server.get("/", (_request, reply) => reply.sendFile("index.html", { maxAge: 0, immutable: false }));
  server.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === "GET" && request.headers.accept?.includes("text/html");
    if (wantsPage) return reply.sendFile("index.html", { maxAge: 0, immutable: false });
    return reply
      .code(404)
      .send({
        error: "NOT_FOUND",
        message: `There is nothing at ${request.method} ${request.url.split("?")[0]}.`,
      });
  });
}
