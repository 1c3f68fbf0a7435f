import type { Configuration } from "@mikro-orm/core";
import type { DatabaseSchema, SqlEntityManager } from "@mikro-orm/postgresql";
import { connect } from "../connection.ts";
import { databaseUrl } from "../database-url.ts";
import { ownedSchemas } from "../drift/owned-schemas.ts";
import type { Ownership } from "./ownership.ts";

/** Reads from the database the tables that an entity has or had. */
export async function schemaOfDatabase(
  config: Configuration,
  em: SqlEntityManager,
  owned: Ownership,
): Promise<DatabaseSchema> {
  const client = await connect(databaseUrl(config));
  try {
    return (await ownedSchemas(config, em, client, owned.hasTable)).database;
  } finally {
    await client.end();
  }
}
