import type { FastifyPluginAsync } from "fastify";
import type { PluginOptions } from "../src/index.ts";

/** A REST route of our own: the names of all roadsters as text. */
export const roadsterNames: FastifyPluginAsync<PluginOptions> = async (server, { orm }) => {
  server.get("/api/roadster-names", async (_request, reply) => {
    const rows = await orm.em.fork().execute<{ name: string }[]>("select name from roadsters order by name");
    return reply.type("text/plain").send(rows.map(({ name }) => name).join("\n"));
  });
};
