import type pg from "pg";

/** Everything that a recipe may leave in a schema: one line each, without the name of the schema. */
export async function schemaOf(client: pg.ClientBase, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(QUERY, [schema]);
  return rows.map(({ line }) => line.replaceAll(`${schema}.`, ""));
}

/** The rows of a table with their columns by name: a column that was replaced stands last in the table. */
export async function rowsOf(client: pg.ClientBase, table: string): Promise<unknown[]> {
  const { rows } = await client.query<{ row: unknown }>(
    `select (select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(t))) as row from ${table} t order by id`,
  );
  return rows.map(({ row }) => row);
}

const QUERY = `
  with relations as (select oid, relname, relkind from pg_class where relnamespace = $1::regnamespace)
  select line from (
    select format('%s.%s %s%s%s%s %s', relname, attname, format_type(atttypid, atttypmod),
      case when attnotnull then ' not null' else '' end, ' ' || pg_get_expr(adbin, adrelid),
      ' collate ' || nullif(attcollation, 0)::regcollation, col_description(relations.oid, attnum)) as line
    from pg_attribute join relations on relations.oid = attrelid
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where relkind in ('r', 'v') and attnum > 0 and not attisdropped
    union all
    select pg_get_indexdef(indexrelid) || case when indisvalid then '' else ' INVALID' end
    from pg_index join relations on relations.oid = indexrelid
    union all
    select format('%s %s %s%s', relname, conname, pg_get_constraintdef(pg_constraint.oid),
      case when convalidated then '' else ' NOT VALIDATED' end)
    from pg_constraint join relations on relations.oid = conrelid
    union all
    select format('trigger %s', pg_get_triggerdef(pg_trigger.oid)) from pg_trigger
    join relations on relations.oid = tgrelid where not tgisinternal
    union all
    select format('function %s', proname) from pg_proc where pronamespace = $1::regnamespace
  ) as schema order by line collate "C"`;
