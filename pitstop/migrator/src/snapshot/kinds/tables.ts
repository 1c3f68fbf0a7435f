import {
  definition,
  extensionOf,
  idOf,
  isApplicationSchema,
  type KindQuery,
  kindOf,
  noIds,
  optionalDefinition,
  owner,
  rights,
} from "./kind.ts";
import { clusteredBy, named, numbered, options, tablespace } from "./storage.ts";

const bases = (what: string) =>
  `(select string_agg(${what}, ', ' order by i.inhseqno) from pg_inherits i where i.inhrelid = c.oid)`;

/** Tables, partitioned ones, partitions and foreign tables. A partition goes with the table that it is a part of. */
export const tables: KindQuery = {
  query: `
    select ${kindOf("table")}, ${idOf("pg_class", "c.oid")} as id, array[n.nspname::text, c.relname::text] as path,
      array[${idOf("pg_namespace", "n.oid")}] || array(
        select ${idOf("pg_class", "i.inhparent")} from pg_inherits i where i.inhrelid = c.oid and c.relispartition
      ) || ${extensionOf("pg_class", "c.oid")} as parents, ${noIds} as columns,
      array(select ${idOf("pg_class", "i.inhparent")} from pg_inherits i where i.inhrelid = c.oid) as bases,
      jsonb_build_object(
        'kind', case c.relkind when 'p' then 'partitioned' when 'f' then 'foreign' else 'plain' end,
        'persistence', case c.relpersistence when 'u' then 'unlogged' else 'logged' end,
        'row security', case when c.relrowsecurity then 'on' else 'off' end,
        'row security for the owner', case when c.relforcerowsecurity then 'on' else 'off' end,
        'replica identity', ${definition(`c.relreplident::text || coalesce(${named("indisreplident")}, '')`, `c.relreplident::text || coalesce(${numbered("indisreplident")}, '')`)},
        'clustered by', ${clusteredBy},
        'options', ${options},
        'tablespace', ${tablespace},
        'access method', (select amname from pg_am where oid = c.relam),
        'partition key', case c.relkind when 'p' then pg_get_partkeydef(c.oid) end,
        'partition bound', case when c.relispartition then pg_get_expr(c.relpartbound, c.oid) end,
        'inherits', ${optionalDefinition("exists (select from pg_inherits i where i.inhrelid = c.oid)", bases("i.inhparent::regclass::text"), bases("i.inhparent::text"))},
        'of type', nullif(c.reloftype, 0)::regtype::text,
        'server', (select ${definition("s.srvname", "s.oid::text")} from pg_foreign_table f
          join pg_foreign_server s on s.oid = f.ftserver where f.ftrelid = c.oid),
        'foreign options', (select coalesce(ftoptions, '{}') from pg_foreign_table where ftrelid = c.oid),
        'owner', ${owner("c.relowner")}, 'rights', ${rights("c.relacl", "r", "c.relowner")},
        'comment', obj_description(c.oid, 'pg_class')) as properties
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'f') and c.relpersistence <> 't' and ${isApplicationSchema("n")}`,
};
