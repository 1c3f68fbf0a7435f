import type { Configuration } from "@mikro-orm/core";
import type pg from "pg";

/**
 * The tables and views that no entity has, as SQL writes their names: for the count in the report. Those of extensions,
 * of the migrator and of MikroORM's list are none.
 */
export async function unmanagedTables(
  client: pg.ClientBase,
  config: Configuration,
  migrationsTable: string,
): Promise<string[]> {
  // MikroORM writes no schema where it is its default one: the search_path leads there.
  const written = (schema: string | undefined) => (schema === "public" ? null : (schema ?? null));
  const entities = [...config.getDriver().getMetadata().getAll().values()];
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'f', 'v', 'm') and not c.relispartition and c.relpersistence <> 't'
       and n.nspname <> 'pitstop' and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
       and c.oid is distinct from to_regclass($3)
       and (n.nspname, c.relname) not in (
         select coalesce(schema, current_schema(), 'public'), name from unnest($1::name[], $2::name[]) as t (schema, name))
       and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e')
     order by 1`,
    [
      entities.map(({ schema }) => written(schema ?? config.get("schema"))),
      entities.map(({ tableName }) => tableName),
      migrationsTable,
    ],
  );
  return rows.map(({ name }) => name);
}
