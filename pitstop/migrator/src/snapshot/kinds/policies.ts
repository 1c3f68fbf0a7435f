import {
  idOf,
  isApplicationSchema,
  type KindQuery,
  kindOf,
  noIds,
  optionalDefinition,
  structure,
} from "./kind.ts";

const expression = (column: string) =>
  optionalDefinition(
    `p.${column} is not null`,
    `pg_get_expr(p.${column}, p.polrelid)`,
    structure(`p.${column}`),
  );

export const policies: KindQuery = {
  query: `
    select ${kindOf("policy")}, ${idOf("pg_policy", "p.oid")} as id,
      array[n.nspname::text, c.relname::text, p.polname::text] as path,
      array[${idOf("pg_class", "c.oid")}] as parents, ${noIds} as columns,
      jsonb_build_object('command', p.polcmd, 'permissive', p.polpermissive::text,
        'roles', array(select case role when 0 then 'everybody' else pg_get_userbyid(role)::text end from unnest(p.polroles) role order by 1),
        'using', ${expression("polqual")}, 'with check', ${expression("polwithcheck")},
        'comment', obj_description(p.oid, 'pg_policy')) as properties
    from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
    where ${isApplicationSchema("n")}`,
};
