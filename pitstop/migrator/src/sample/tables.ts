import type pg from "pg";

/** A table to take rows from. Names are as SQL writes them. */
export interface SampledTable {
  readonly name: string;
  /** Those that can be written: not the generated ones. */
  readonly columns: readonly string[];
  readonly isPartitioned: boolean;
  /** Of the migrator or of MikroORM: the list of what is applied is needed whole. */
  readonly isOwn: boolean;
}

/** All tables with their own rows; a partitioned one counts as one, and an extension brings its rows by itself. */
export async function tablesToSample(
  client: pg.ClientBase,
  migrationsTable: string,
): Promise<SampledTable[]> {
  const { rows } = await client.query<SampledTable>(
    `select format('%I.%I', n.nspname, c.relname) as name, c.relkind = 'p' as "isPartitioned",
       n.nspname = 'pitstop' or c.oid is not distinct from to_regclass($1)::oid as "isOwn",
       array(select quote_ident(attname) from pg_attribute
         where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't'
       and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
       and not exists (select from pg_depend
         where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e')
     order by 1`,
    [migrationsTable],
  );
  return rows;
}

/** A foreign key, column by column. */
export interface ParentKey {
  readonly child: string;
  readonly parent: string;
  readonly columns: readonly { readonly child: string; readonly parent: string; readonly type: string }[];
}

/** Every foreign key once: those of partitions follow from that of their table. */
export async function parentKeys(client: pg.ClientBase): Promise<ParentKey[]> {
  const { rows } = await client.query<ParentKey>(
    `select format('%I.%I', cn.nspname, cc.relname) as child, format('%I.%I', pn.nspname, pc.relname) as parent,
       (select json_agg(json_build_object('child', quote_ident(ca.attname), 'parent', quote_ident(pa.attname),
           'type', format_type(pa.atttypid, pa.atttypmod)) order by place)
         from unnest(f.conkey, f.confkey) with ordinality as k(child, parent, place)
         join pg_attribute ca on ca.attrelid = f.conrelid and ca.attnum = k.child
         join pg_attribute pa on pa.attrelid = f.confrelid and pa.attnum = k.parent) as columns
     from pg_constraint f
     join pg_class cc on cc.oid = f.conrelid join pg_namespace cn on cn.oid = cc.relnamespace
     join pg_class pc on pc.oid = f.confrelid join pg_namespace pn on pn.oid = pc.relnamespace
     where f.contype = 'f' and f.conparentid = 0 order by 1, 2, f.conname`,
  );
  return rows;
}
