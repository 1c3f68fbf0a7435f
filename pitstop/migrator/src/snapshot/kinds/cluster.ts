import { idOf, type KindQuery, kindOf, noIds, owner, rights } from "./kind.ts";

/** Those that somebody made. */
export const tablespaces: KindQuery = {
  query: `
    select ${kindOf("tablespace")}, ${idOf("pg_tablespace", "t.oid")} as id, array[t.spcname::text] as path,
      ${noIds} as parents, ${noIds} as columns,
      jsonb_build_object('owner', ${owner("t.spcowner")}, 'rights', ${rights("t.spcacl", "t", "t.spcowner")},
        'options', coalesce(t.spcoptions, '{}'), 'comment', shobj_description(t.oid, 'pg_tablespace')) as properties
    from pg_tablespace t where t.spcname !~ '^pg_'`,
};

/** GRANT … ON PARAMETER. */
export const parameters: KindQuery = {
  since: 15,
  query: `
    select ${kindOf("parameter")}, ${idOf("pg_parameter_acl", "p.oid")} as id, array[p.parname] as path,
      ${noIds} as parents, ${noIds} as columns,
      jsonb_build_object('rights', ${rights("p.paracl", "p", "10")}) as properties
    from pg_parameter_acl p`,
};

/** A label goes with the object that has it. */
export const securityLabels: KindQuery = {
  query: `
    select ${kindOf("security label")}, format('%s/%s', ${idOf("pg_seclabel", "l.classoid", "l.objoid")}, l.objsubid) || l.provider as id,
      array[l.provider, o.identity] as path, array[format('%s/%s/%s', l.classoid, l.objoid, l.objsubid)] as parents,
      ${noIds} as columns, jsonb_build_object('label', l.label) as properties
    from pg_seclabel l cross join lateral pg_identify_object(l.classoid, l.objoid, l.objsubid) o`,
};

/** Labels of roles, databases and tablespaces. */
export const sharedSecurityLabels: KindQuery = {
  query: `
    select ${kindOf("security label")}, ${idOf("pg_shseclabel", "l.classoid", "l.objoid")} || l.provider as id,
      array[l.provider, o.identity] as path, array[format('%s/%s/0', l.classoid, l.objoid)] as parents,
      ${noIds} as columns, jsonb_build_object('label', l.label) as properties
    from pg_shseclabel l cross join lateral pg_identify_object(l.classoid, l.objoid, 0) o
    where l.classoid <> 'pg_database'::regclass
      or l.objoid = (select oid from pg_database where datname = current_database())`,
};
