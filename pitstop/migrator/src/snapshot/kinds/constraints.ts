import {
  definition,
  idOf,
  isApplicationSchema,
  type KindQuery,
  kindOf,
  structure,
  yesOrAbsent,
} from "./kind.ts";

/**
 * Constraints of tables and domains. NOT NULL is a property of its column: servers before 18 know it as nothing else.
 * One on a single column goes with it; one on several would take a promise about the others away. A foreign key to a
 * partitioned table has a copy for each of its partitions, which come and go with them.
 */
export const constraints: KindQuery = {
  query: `
    select ${kindOf("constraint")}, ${idOf("pg_constraint", "k.oid")} as id,
      array[n.nspname::text, coalesce(c.relname, t.typname)::text, k.conname::text] as path,
      array[case when k.contypid <> 0 then ${idOf("pg_type", "k.contypid")}
        when cardinality(k.conkey) = 1 then ${idOf("pg_class", "k.conrelid", "k.conkey[1]")}
        else ${idOf("pg_class", "k.conrelid")} end] as parents,
      array(select ${idOf("pg_class", "k.conrelid", "number")} from unnest(k.conkey) number)
        || array(select ${idOf("pg_class", "k.confrelid", "number")} from unnest(k.confkey) number) as columns,
      case when k.conparentid <> 0 then array[${idOf("pg_constraint", "k.conparentid")}] else array(
        select ${idOf("pg_constraint", "p.oid")} from pg_inherits i join pg_constraint p on p.conrelid = i.inhparent
        where i.inhrelid = k.conrelid and k.coninhcount > 0 and p.contype = k.contype and p.conname = k.conname) end as origins,
      jsonb_build_object(
        'definition', ${definition(
          "regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', '')",
          `(jsonb_build_array(k.contype, k.conkey, k.confrelid, k.confkey, k.condeferrable, k.condeferred, k.confupdtype,
            k.confdeltype, k.confmatchtype, k.connoinherit, k.conexclop, to_jsonb(k) -> 'confdelsetcols',
            to_jsonb(k) -> 'conenforced', to_jsonb(k) -> 'conperiod', ${structure("k.conbin")}))::text`,
        )},
        'validated', ${yesOrAbsent("k.convalidated")},
        'triggers', (select string_agg(distinct g.tgenabled::text, ' and ') from pg_trigger g where g.tgconstraint = k.oid),
        'comment', obj_description(k.oid, 'pg_constraint')) as properties
    from pg_constraint k join pg_namespace n on n.oid = k.connamespace
      left join pg_class c on c.oid = k.conrelid left join pg_type t on t.oid = k.contypid
    where k.contype in ('p', 'u', 'f', 'c', 'x')
      and not exists (select from pg_constraint whole where whole.oid = k.conparentid and whole.conrelid = k.conrelid) and coalesce(c.relpersistence <> 't', true) and ${isApplicationSchema("n")}`,
};
