import {
  definition,
  idOf,
  isApplicationSchema,
  isNoExtensionMember,
  type KindQuery,
  kindOf,
  noIds,
  owner,
  rights,
  typesOf,
} from "./kind.ts";

const row = "to_jsonb(p) - '{oid,proname,pronamespace,proowner,proacl}'::text[]";
const aggregate = "(select (to_jsonb(g) - 'aggfnoid')::text from pg_aggregate g where g.aggfnoid = p.oid)";

/** Functions, procedures and aggregates; the name has the types of the arguments, as the catalog calls them. */
export const functions: KindQuery = {
  query: `
    select ${kindOf("function")}, ${idOf("pg_proc", "p.oid")} as id,
      array[n.nspname::text, format('%s(%s)', p.proname, (select string_agg(t.typname, ',' order by k.position)
        from unnest(p.proargtypes) with ordinality k(type, position) join pg_type t on t.oid = k.type))] as path,
      array[${idOf("pg_namespace", "n.oid")}] || ${typesOf("pg_proc", "p.oid")} as parents, ${noIds} as columns,
      jsonb_build_object('definition', ${definition(
        `case p.prokind when 'a' then ${aggregate} || (${row})::text else pg_get_functiondef(p.oid) end`,
        `(${row})::text || coalesce(${aggregate}, '')`,
      )},
        'owner', ${owner("p.proowner")}, 'rights', ${rights("p.proacl", "f", "p.proowner")},
        'comment', obj_description(p.oid, 'pg_proc')) as properties
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${isApplicationSchema("n")} and ${isNoExtensionMember("pg_proc", "p.oid")}`,
};
