import type { Configuration } from "@mikro-orm/core";
import { DatabaseSchema, type SqlEntityManager, type SqlSchemaGenerator } from "@mikro-orm/sql";
import type pg from "pg";

/** The schema of the entities, and what the database has of it. */
export interface OwnedSchemas {
  readonly entities: DatabaseSchema;
  readonly database: DatabaseSchema;
}

/**
 * Reads from the database only the tables and views that an entity has: others may be many, and may have names that
 * MikroORM's own list of tables can't be read with.
 */
export async function ownedSchemas(
  config: Configuration,
  em: SqlEntityManager,
  client: pg.ClientBase,
): Promise<OwnedSchemas> {
  const generator = config.getExtension<SqlSchemaGenerator>("@mikro-orm/schema-generator");
  const platform = em.getPlatform();
  const helper = platform.getSchemaHelper();
  if (!generator || !helper) throw new Error("MikroORM has no schema generator for this database.");
  const entities = generator.getTargetSchema();
  const fallback = config.get("schema") ?? platform.getDefaultSchemaName() ?? "public";
  const database = new DatabaseSchema(platform, fallback);
  const connection = em.getConnection();
  const namespaces = [...new Set([fallback, ...entities.getNamespaces()])];
  const tables = await tablesNamed(client, entities.getTables(), fallback);
  await helper.loadInformationSchema(database, connection, tables, namespaces);
  const views = entities.getViews();
  if (views.some(({ materialized }) => !materialized)) await helper.loadViews(database, connection);
  if (views.some(({ materialized }) => materialized))
    await helper.loadMaterializedViews(database, connection);
  if (entities.getRoutines().length > 0) await database.loadRoutines(connection, platform, namespaces);
  return { entities, database };
}

/** In the form in which MikroORM lists tables. */
interface ListedTable {
  table_name: string;
  schema_name: string;
  table_comment: string;
}

async function tablesNamed(
  client: pg.ClientBase,
  wanted: readonly { name: string; schema?: string | undefined }[],
  fallback: string,
): Promise<ListedTable[]> {
  const { rows } = await client.query<ListedTable>(
    `select c.relname as table_name, n.nspname as schema_name, obj_description(c.oid, 'pg_class') as table_comment
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'f')
       and (n.nspname, c.relname) in (select * from unnest($1::name[], $2::name[])) order by 1, 2`,
    [wanted.map(({ schema }) => schema ?? fallback), wanted.map(({ name }) => name)],
  );
  return rows;
}
