// A workspace like that of create-t3-turbo: drizzle-zod inputs from another package, superjson, imports without
// extensions, no .output().

/** The database schema; with another column of the table, as drizzle states it. */
export const t3Schema = (column = ""): string => `
  import { pgTable } from "drizzle-orm/pg-core";
  import { createInsertSchema } from "drizzle-zod";
  export const Post = pgTable("post", (t) => ({
    id: t.uuid().notNull().primaryKey().defaultRandom(),
    title: t.varchar({ length: 256 }).notNull(),
    content: t.text().notNull(),
    ${column}
    createdAt: t.timestamp().defaultNow().notNull(),
  }));
  export const CreatePost = createInsertSchema(Post).omit({ id: true, createdAt: true });`;

/** The files by their paths. */
export const t3Files = {
  ".gitignore": "node_modules",
  "packages/db/package.json": JSON.stringify({
    name: "@acme/db",
    type: "module",
    exports: { "./schema": "./src/schema.ts" },
  }),
  "packages/db/src/schema.ts": t3Schema(),
  "packages/api/package.json": JSON.stringify({ name: "@acme/api", type: "module" }),
  "packages/api/src/trpc.ts": `
    import { initTRPC } from "@trpc/server";
    import superjson from "superjson";
    export const t = initTRPC.create({ transformer: superjson });`,
  "packages/api/src/router/post.ts": `
    import { CreatePost } from "@acme/db/schema";
    import { z } from "zod";
    import { t } from "../trpc";
    export const postRouter = t.router({
      all: t.procedure.query(() => [{ id: "1", title: "a", createdAt: new Date() }]),
      byId: t.procedure.input(z.object({ id: z.string() })).query(({ input }) => input),
      since: t.procedure.input(z.object({ day: z.date(), tags: z.set(z.string()).optional() })).query(() => []),
      create: t.procedure.input(CreatePost).mutation(({ input }) => input),
    });`,
  "packages/api/src/root.ts": `
    import { postRouter } from "./router/post";
    import { t } from "./trpc";
    console.log("An application may print while it is loaded.");
    enum Kind { Post }
    export const kinds = Kind;
    export const appRouter = t.router({ post: postRouter });`,
} satisfies Record<string, string>;
