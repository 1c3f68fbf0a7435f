import { initTRPC, TRPCError } from "@trpc/server";
import { fastifyTRPCPlugin } from "@trpc/server/adapters/fastify";
import Fastify from "fastify";
import { z } from "zod";
import { Car, CarCreate, type CarStore, PAGE_SIZE } from "./store.ts";

/** Serves a store by tRPC on Fastify as tRPC's documentation shows it, zod in and out. */
export async function serve(store: CarStore): Promise<void> {
  const server = Fastify({ routerOptions: { maxParamLength: 5000 } });
  await server.register(fastifyTRPCPlugin, { prefix: "/trpc", trpcOptions: { router: routerOf(store) } });
  await server.listen({ port: Number(process.env.PORT), host: "127.0.0.1" });
}

const trpc = initTRPC.create();

function routerOf(store: CarStore) {
  const car = trpc.router({
    list: trpc.procedure
      .input(z.strictObject({ cursor: z.int().nonnegative().default(0) }))
      .output(z.object({ items: z.array(Car), nextCursor: z.number().nullable() }))
      .query(async ({ input }) => {
        const rows = await store.list(input.cursor);
        const items = rows.slice(0, PAGE_SIZE);
        return { items, nextCursor: rows.length > PAGE_SIZE ? (items.at(-1)?.id ?? null) : null };
      }),
    byId: trpc.procedure
      .input(z.strictObject({ id: z.int().positive() }))
      .output(Car)
      .query(async ({ input }) => {
        const found = await store.byId(input.id);
        if (!found) throw new TRPCError({ code: "NOT_FOUND" });
        return found;
      }),
    create: trpc.procedure
      .input(CarCreate)
      .output(Car)
      .mutation(({ input }) => store.create(input)),
  });
  return trpc.router({ car });
}
