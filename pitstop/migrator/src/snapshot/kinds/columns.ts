import {
  collation,
  definition,
  idOf,
  isApplicationSchema,
  isNoExtensionMember,
  type KindQuery,
  noIds,
  optionalDefinition,
  rights,
  structure,
  yesOrAbsent,
} from "./kind.ts";

const expression = "pg_get_expr(d.adbin, d.adrelid)";
const kept = structure("d.adbin");

/** Columns of tables and views, and the attributes of composite types. */
export const columns: KindQuery = {
  query: `
    select case c.relkind when 'c' then 'attribute' else 'column' end as kind,
      ${idOf("pg_class", "c.oid", "a.attnum")} as id,
      array[n.nspname::text, c.relname::text, a.attname::text] as path,
      array[case c.relkind when 'c' then ${idOf("pg_type", "c.reltype")} else ${idOf("pg_class", "c.oid")} end] as parents,
      case when a.attgenerated = '' then ${noIds} else array(
        select ${idOf("pg_class", "c.oid", "used.refobjsubid")} from pg_depend used where used.refobjid = c.oid
          and used.refobjsubid not in (0, a.attnum) and used.refclassid = 'pg_class'::regclass and (
            used.classid = 'pg_attrdef'::regclass and used.objid = d.oid
            or used.classid = 'pg_class'::regclass and used.objid = c.oid and used.objsubid = a.attnum)) end as columns,
      array(select ${idOf("pg_class", "i.inhparent", "p.attnum")} from pg_inherits i
        join pg_attribute p on p.attrelid = i.inhparent and p.attname = a.attname
        where i.inhrelid = c.oid and a.attinhcount > 0) as origins,
      jsonb_build_object('type', ${definition("format_type(a.atttypid, a.atttypmod)", "format('%s %s', a.atttypid, a.atttypmod)")},
        'required', ${yesOrAbsent("a.attnotnull")},
        'required of older rows', ${yesOrAbsent("a.attnotnull and coalesce(required.convalidated, true)")},
        'required of what inherits', ${yesOrAbsent("a.attnotnull and not coalesce(required.connoinherit, false)")},
        'comment on not null', obj_description(required.oid, 'pg_constraint'), 'statistics', nullif(a.attstattarget, -1)::text,
        'default', ${optionalDefinition("d.oid is not null and a.attgenerated = ''", expression, kept)},
        'generated', ${optionalDefinition("a.attgenerated <> ''", `${expression} || ' ' || a.attgenerated::text`, kept)},
        'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end,
        'collation', ${collation("a.attcollation")},
        'storage', a.attstorage, 'compression', nullif(a.attcompression::text, ''),
        'options', coalesce(a.attoptions, '{}'), 'foreign options', coalesce(a.attfdwoptions, '{}'),
        'rights', case when a.attacl is null then '{}'::text[] else ${rights("a.attacl", "c", "c.relowner")} end,
        'comment', col_description(c.oid, a.attnum)) as properties,
      required.conname as "notNull"
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      left join pg_constraint required on required.conrelid = c.oid and required.contype = 'n' and required.conkey = array[a.attnum]
    where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'f', 'v', 'm', 'c')
      and c.relpersistence <> 't' and ${isApplicationSchema("n")} and (c.relkind not in ('v', 'm') or ${isNoExtensionMember("pg_class", "c.oid")})`,
};
