import {
  definition,
  idOf,
  isApplicationSchema,
  type KindQuery,
  kindOf,
  structure,
  yesOrAbsent,
} from "./kind.ts";
import { tablespace } from "./storage.ts";

/** An index goes with the constraint that it is the index of, or else with its one column, or else with its table. */
export const indexes: KindQuery = {
  query: `
    select ${kindOf("index")}, ${idOf("pg_class", "c.oid")} as id, array[n.nspname::text, c.relname::text] as path,
      array[coalesce(
        (select ${idOf("pg_constraint", "k.oid")} from pg_constraint k
          where k.conindid = c.oid and k.contype in ('p', 'u', 'x') limit 1),
        case when cardinality(used.numbers) = 1 then ${idOf("pg_class", "i.indrelid", "used.numbers[1]")} end,
        ${idOf("pg_class", "i.indrelid")})] as parents,
      array(select ${idOf("pg_class", "i.indrelid", "number")} from unnest(used.numbers) number) as columns,
      array(select ${idOf("pg_class", "p.inhparent")} from pg_inherits p where p.inhrelid = c.oid) as origins,
      jsonb_build_object('table', ${definition("format('%I.%I', n.nspname, t.relname)", "t.oid::text")},
        'definition', ${definition(
          "case when i.indisunique then 'unique' else '' end || substring(pg_get_indexdef(c.oid) from ' USING .*')",
          `(jsonb_build_array(i.indisunique, i.indkey::text, i.indnkeyatts, i.indclass::text, i.indcollation::text, i.indoption::text,
            to_jsonb(i) -> 'indnullsnotdistinct', c.relam,
            (select jsonb_agg(o.attoptions order by o.attnum) from pg_attribute o where o.attrelid = c.oid), ${structure("i.indexprs")}, ${structure("i.indpred")}))::text`,
        )},
        'statistics', (select string_agg(format('%s: %s', o.attnum, o.attstattarget), ', ' order by o.attnum)
          from pg_attribute o where o.attrelid = c.oid and o.attstattarget >= 0),
        'valid', ${yesOrAbsent("i.indisvalid")}, 'options', coalesce(c.reloptions, '{}'),
        'tablespace', ${tablespace},
        'comment', obj_description(c.oid, 'pg_class')) as properties
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
      cross join lateral (select array(select distinct a.attnum from pg_attribute a
        where a.attrelid = i.indrelid and a.attnum > 0 and (a.attnum = any(i.indkey) or exists (select from pg_depend d
          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass
            and d.refobjid = i.indrelid and d.refobjsubid = a.attnum)) order by 1) as numbers) used
    where c.relpersistence <> 't' and ${isApplicationSchema("n")}`,
};
