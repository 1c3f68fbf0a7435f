import {
  collation,
  idOf,
  isApplicationSchema,
  isNoExtensionMember,
  type KindQuery,
  noIds,
  optionalDefinition,
  owner,
  rights,
  structure,
  yesOrAbsent,
} from "./kind.ts";

/** Enums, composite types, ranges, base types and domains. The type of a table's rows is the table. */
export const types: KindQuery = {
  query: `
    select case t.typtype when 'd' then 'domain' else 'type' end as kind, ${idOf("pg_type", "t.oid")} as id,
      array[n.nspname::text, t.typname::text] as path,
      array[${idOf("pg_namespace", "n.oid")}]
        || array(select ${idOf("pg_type", "g.rngtypid")} from pg_range g where g.rngmultitypid = t.oid) as parents,
      ${noIds} as columns,
      jsonb_build_object('kind', t.typtype,
        'base', ${optionalDefinition("t.typtype = 'd'", "format_type(t.typbasetype, t.typtypmod)", "format('%s %s', t.typbasetype, t.typtypmod)")},
        'required', ${yesOrAbsent("t.typnotnull")},
        'comment on not null', obj_description(required.oid, 'pg_constraint'),
        'default', ${optionalDefinition("t.typdefault is not null", "t.typdefault", structure("t.typdefaultbin"))},
        'collation', ${collation("t.typcollation")},
        'settings', case t.typtype when 'b' then (to_jsonb(t) - '{oid,typname,typnamespace,typowner,typacl,typarray,typrelid,typcollation,typdefault,typdefaultbin}'::text[])::text end,
        'range', (select to_jsonb(g)::text from pg_range g where g.rngtypid = t.oid),
        'owner', ${owner("t.typowner")}, 'rights', ${rights("t.typacl", "T", "t.typowner")},
        'comment', obj_description(t.oid, 'pg_type')) as properties, required.conname as "notNull"
    from pg_type t left join pg_constraint required on required.contypid = t.oid and required.contype = 'n'
      join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
    where ${isApplicationSchema("n")} and ${isNoExtensionMember("pg_type", "t.oid")}
      and not exists (select from pg_type element where element.typarray = t.oid) and coalesce(c.relkind = 'c', true)`,
};
