import type { MikroORM } from "@mikro-orm/postgresql";
import type { Kysely, KyselyPlugin } from "kysely";

/** The application's own connections, as better-auth takes them: no pool beside it, and no `search_path`. */
export const statementsOf = (orm: MikroORM): Kysely<unknown> =>
  (orm.em.fork().getKysely() as unknown as Kysely<unknown>).withPlugin(moments); // better-auth names no tables in types

/** MikroORM's connections give moments as texts, and better-auth compares them as dates. */
const moments: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({
    ...result,
    rows: result.rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, momentOf(name, value)])),
    ),
  }),
};

const momentOf = (name: string, value: unknown): unknown =>
  name.endsWith("_at") && typeof value === "string" ? new Date(value) : value;
