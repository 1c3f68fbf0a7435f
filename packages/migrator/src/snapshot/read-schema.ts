import type pg from "pg";
import { kindQueries } from "./kinds/index.ts";
import { largeObjectContents } from "./kinds/large-objects.ts";
import type { SchemaObject } from "./schema-object.ts";

/** A schema at one moment. */
export interface Schema {
  readonly objects: readonly SchemaObject[];
  /** Where an unqualified name is looked for: the schemas of the session that asked, first to last. */
  readonly searchPath: readonly string[];
}

/**
 * Reads every object that a migration can lose, in the caller's transaction, with its search_path = pg_catalog.
 * Throws what the database throws.
 */
export async function readSchema(client: pg.ClientBase, searchPath: readonly string[]): Promise<Schema> {
  const { rows: versions } = await client.query<{ version: number; readsLargeObjects: boolean }>(
    `select current_setting('server_version_num')::int / 10000 as version,
       has_table_privilege('pg_catalog.pg_largeobject', 'select') as "readsLargeObjects"`,
  );
  const { version = 0, readsLargeObjects = false } = versions[0] ?? {};
  const queries = kindQueries
    .filter(({ since = 0, until = Number.POSITIVE_INFINITY }) => version >= since && version <= until)
    .map(({ query }) => query);
  // One message for all: a round trip for each would cost more than most of them.
  const results: unknown = await client.query(queries.join(";\n"));
  // Several statements in one text: pg answers with a list of results, which its types do not say.
  const objects = (results as pg.QueryResult<SchemaObject>[]).flatMap(({ rows }) => rows);
  return { objects: readsLargeObjects ? await withContents(client, objects) : objects, searchPath };
}

async function withContents(client: pg.ClientBase, objects: SchemaObject[]): Promise<SchemaObject[]> {
  if (!objects.some(({ kind }) => kind === "large object")) return objects;
  const { rows } = await client.query<{ id: string; content: string }>(largeObjectContents);
  const contents = new Map(rows.map(({ id, content }) => [id, content]));
  return objects.map((object) =>
    object.kind === "large object"
      ? { ...object, properties: { ...object.properties, content: contents.get(object.id) ?? "empty" } }
      : object,
  );
}

/** The schemas in which this session looks for an unqualified name. */
export async function searchPathOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ path: string[] }>("select current_schemas(false)::text[] as path");
  return rows[0]?.path ?? [];
}
