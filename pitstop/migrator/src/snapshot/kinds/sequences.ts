import { extensionOf, idOf, isApplicationSchema, type KindQuery, kindOf, owner, rights } from "./kind.ts";

/** A sequence goes with the column that owns it. Its position is a promise not to give a key twice. */
export const sequences: KindQuery = {
  query: `
    select ${kindOf("sequence")}, ${idOf("pg_class", "c.oid")} as id, array[n.nspname::text, c.relname::text] as path,
      array[coalesce(owning.id, ${idOf("pg_namespace", "n.oid")})] || ${extensionOf("pg_class", "c.oid")} as parents,
      array_remove(array[owning.id], null) as columns,
      jsonb_build_object(
        'definition', format('%s start %s increment %s minimum %s maximum %s cache %s cycle %s', format_type(s.seqtypid, null),
          s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle),
        'position', jsonb_build_object('increment', s.seqincrement::text, 'position',
          case when has_sequence_privilege(c.oid, 'select, usage') then pg_sequence_last_value(c.oid)::text end),
        'owned by', owning.id,
        'persistence', case c.relpersistence when 'u' then 'unlogged' else 'logged' end,
        'owner', ${owner("c.relowner")}, 'rights', ${rights("c.relacl", "s", "c.relowner")},
        'comment', obj_description(c.oid, 'pg_class')) as properties
    from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
      left join lateral (select ${idOf("pg_class", "d.refobjid", "d.refobjsubid")} as id from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass
          and d.refobjsubid > 0 and d.deptype in ('a', 'i') limit 1) owning on true
    where c.relpersistence <> 't' and ${isApplicationSchema("n")}`,
};
