import { explodedRights, idOf, type KindQuery, kindOf, noIds } from "./kind.ts";

const types = [
  ["r", "r", "tables"],
  ["S", "s", "sequences"],
  ["f", "f", "functions"],
  ["T", "T", "types"],
  ["n", "n", "schemas"],
  ["L", "L", "large objects"],
] as const;
const typesOfObjects = `(values ${types.map((names) => `(${names.map((name) => `'${name}'`).join(", ")})`).join(", ")}) as type(kept, short, name)`;

const id = (role: string, namespace: string) =>
  `format('%s/%s/%s', ${idOf("pg_default_acl", role)}, ${namespace}, type.kept)`;

const byPostgres = 'acldefault(type.short::"char", o.role)';

/**
 * The rights that new objects of a role get. Without ALTER DEFAULT PRIVILEGES those are PostgreSQL's own, which it may
 * take away: so every role that owns something here has them, and one that owns nothing has PostgreSQL's.
 */
export const defaultPrivileges: KindQuery = {
  query: `
    select ${kindOf("default privilege")}, ${id("o.role", "0")} as id,
      array[pg_get_userbyid(o.role)::text, type.name] as path, ${noIds} as parents, ${noIds} as columns,
      jsonb_build_object('rights', ${explodedRights(`coalesce(d.defaclacl, ${byPostgres})`)}) as properties,
      jsonb_build_object('rights', ${explodedRights(byPostgres)}) as initial
    from (select relowner as role from pg_class union select nspowner from pg_namespace
        union select defaclrole from pg_default_acl union select oid from pg_roles where rolname = current_user) o
      cross join ${typesOfObjects}
      left join pg_default_acl d on d.defaclrole = o.role and d.defaclnamespace = 0 and d.defaclobjtype::text = type.kept`,
};

/** More rights for the objects of one schema. */
export const schemaDefaultPrivileges: KindQuery = {
  query: `
    select ${kindOf("default privilege")}, ${id("d.defaclrole", "d.defaclnamespace")} as id,
      array[pg_get_userbyid(d.defaclrole)::text, n.nspname::text, type.name] as path,
      array[${idOf("pg_namespace", "n.oid")}] as parents, ${noIds} as columns,
      jsonb_build_object('rights', ${explodedRights("d.defaclacl")}) as properties
    from pg_default_acl d join pg_namespace n on n.oid = d.defaclnamespace
      join ${typesOfObjects} on type.kept = d.defaclobjtype::text`,
};
