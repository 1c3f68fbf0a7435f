import type { Configuration } from "@mikro-orm/core";
import { DatabaseSchema, type SqlEntityManager, type SqlSchemaGenerator } from "@mikro-orm/postgresql";
import type pg from "pg";
import { migrationsTableName } from "../migration/migrations-table.ts";

/** The schema of the entities, and what the database has of it. */
export interface OwnedSchemas {
  readonly entities: DatabaseSchema;
  readonly database: DatabaseSchema;
}

/**
 * Reads from the database only the tables and views that an entity has, and the tables that one had: others
 * may be many, and may have names that MikroORM's own list of tables can't be read with.
 */
export async function ownedSchemas(
  config: Configuration,
  em: SqlEntityManager,
  client: pg.ClientBase,
  wasOwned: (table: { readonly name: string; readonly schema: string }) => boolean = () => false,
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
  const owned = new Set(entities.getTables().map(({ schema, name }) => `${schema ?? fallback}.${name}`));
  const { skipTables = [] } = config.get("schemaGenerator");
  const history = migrationsTableName(config).table;
  const isSkipped = (name: string) =>
    name === history || name.includes('"') || skipTables.some((skipped) => matches(skipped, name));
  const tables = (await tablesIn(client, namespaces)).filter(
    ({ schema_name, table_name }) =>
      owned.has(`${schema_name}.${table_name}`) ||
      (!isSkipped(table_name) && wasOwned({ name: table_name, schema: schema_name })),
  );
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

const matches = (pattern: string | RegExp, name: string): boolean =>
  typeof pattern === "string" ? pattern === name : pattern.test(name);

async function tablesIn(client: pg.ClientBase, schemas: readonly string[]): Promise<ListedTable[]> {
  const { rows } = await client.query<ListedTable>(
    `select c.relname as table_name, n.nspname as schema_name, obj_description(c.oid, 'pg_class') as table_comment
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'f') and not c.relispartition and n.nspname = any($1) order by 1, 2`,
    [schemas],
  );
  return rows;
}
