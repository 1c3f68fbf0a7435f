import type pg from "pg";
import { subscriptionConnections } from "./kinds/catalog-rows.ts";
import { kindQueries } from "./kinds/index.ts";
import { largeObjectContents } from "./kinds/large-objects.ts";
import type { SchemaObject } from "./schema-object.ts";

/** A schema at one moment. */
export interface Schema {
  readonly objects: readonly SchemaObject[];
  /** Where an unqualified name is looked for: the schemas of the session that asked, first to last. */
  readonly searchPath: readonly string[];
  /** The role of that session. */
  readonly role: string;
}

/**
 * Reads every object that a migration can lose, in the caller's transaction, with its search_path = pg_catalog.
 * Throws what the database throws.
 */
export async function readSchema(client: pg.ClientBase, searchPath: readonly string[]): Promise<Schema> {
  const { version, role, readable } = await sessionOf(client);
  const queries = kindQueries
    .filter(({ since = 0, until = Number.POSITIVE_INFINITY }) => version >= since && version <= until)
    .map(({ query }) => query);
  // One message for all: a round trip for each would cost more than most of them.
  const results: unknown = await client.query(queries.join(";\n"));
  // Several statements in one text: pg answers with a list of results, which its types do not say.
  const objects = (results as pg.QueryResult<SchemaObject>[]).flatMap(({ rows }) => rows);
  return { objects: await withContents(client, objects, readable), searchPath, role };
}

/** Properties that not every account may read, by the kind of object that has them. */
const contents = { "large object": largeObjectContents, subscription: subscriptionConnections } as const;
type WithContent = keyof typeof contents;

interface Session {
  readonly version: number;
  readonly role: string;
  readonly readable: readonly WithContent[];
}

async function sessionOf(client: pg.ClientBase): Promise<Session> {
  const { rows } = await client.query<Session>(
    `select current_setting('server_version_num')::int / 10000 as version, current_user::text as role,
       array_remove(array[
         case when has_table_privilege('pg_catalog.pg_largeobject', 'select') then 'large object' end,
         case when has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', 'select') then 'subscription' end
       ], null) as readable`,
  );
  return rows[0] ?? { version: 0, role: "", readable: [] };
}

async function withContents(
  client: pg.ClientBase,
  objects: readonly SchemaObject[],
  readable: readonly WithContent[],
): Promise<SchemaObject[]> {
  const properties = new Map<string, SchemaObject["properties"]>();
  for (const kind of readable) {
    if (!objects.some((object) => object.kind === kind)) continue;
    const { rows } = await client.query<{ id: string; properties: SchemaObject["properties"] }>(
      contents[kind],
    );
    for (const row of rows) properties.set(row.id, row.properties);
  }
  return objects.map((object) => {
    const more = properties.get(object.id);
    return more ? { ...object, properties: { ...object.properties, ...more } } : object;
  });
}

/** The schemas in which this session looks for an unqualified name. */
export async function searchPathOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ path: string[] }>("select current_schemas(false)::text[] as path");
  return rows[0]?.path ?? [];
}
