import { explodedRights, extensionOf, idOf, type KindQuery, noIds } from "./kind.ts";

interface BuiltIn {
  /** SQL for the kind of the object. */
  readonly kind: string;
  readonly catalog: string;
  readonly namespace: string;
  readonly name: string;
  readonly acl: string;
  readonly owner: string;
  /** What acldefault calls it. */
  readonly type: string;
}

const builtIns: readonly BuiltIn[] = [
  {
    kind: "'function'",
    catalog: "pg_proc",
    namespace: "o.pronamespace",
    name: `format('%s(%s)', o.proname, (select string_agg(t.typname, ',' order by k.position)
      from unnest(o.proargtypes) with ordinality k(type, position) join pg_type t on t.oid = k.type))`,
    acl: "o.proacl",
    owner: "o.proowner",
    type: "'f'",
  },
  {
    kind: "case o.relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end",
    catalog: "pg_class",
    namespace: "o.relnamespace",
    name: "o.relname::text",
    acl: "o.relacl",
    owner: "o.relowner",
    type: `case o.relkind when 'S' then 's' else 'r' end::"char"`,
  },
  {
    kind: "'schema'",
    catalog: "pg_namespace",
    namespace: "o.oid",
    name: "null",
    acl: "o.nspacl",
    owner: "o.nspowner",
    type: "'n'",
  },
];

/**
 * The rights on what PostgreSQL or an extension brings, where somebody has changed them: of everything else they are the
 * `initial` ones. The tables and sequences of an extension are compared as tables are.
 */
export const builtInRights: readonly KindQuery[] = builtIns.map(
  ({ kind, catalog, namespace, name, acl, owner, type }) => ({
    query: `
      select ${kind} as kind, ${idOf(catalog, "o.oid")} as id, array_remove(array[n.nspname::text, ${name}], null) as path,
        ${extensionOf(catalog, "o.oid")} as parents, ${noIds} as columns,
        jsonb_build_object('rights', ${explodedRights(acl)}) as properties,
        jsonb_build_object('rights', ${explodedRights(`coalesce(i.initprivs, acldefault(${type}, ${owner}))`)}) as initial
      from ${catalog} o join pg_namespace n on n.oid = ${namespace}
        left join pg_init_privs i on i.classoid = '${catalog}'::regclass and i.objoid = o.oid and i.objsubid = 0
      where ${acl} is not null and ${acl} is distinct from i.initprivs and (n.nspname in ('pg_catalog', 'information_schema')
        or ${catalog === "pg_namespace" ? "false" : isOfExtension(catalog)})`,
  }),
);

/** Tables and sequences of extensions hold rows and positions, and have a place of their own. */
function isOfExtension(catalog: string): string {
  const isRead = catalog === "pg_class" ? "o.relkind in ('v', 'm') and " : "";
  return `${isRead}exists (select from pg_depend member where member.classid = '${catalog}'::regclass
    and member.objid = o.oid and member.deptype = 'e')`;
}
