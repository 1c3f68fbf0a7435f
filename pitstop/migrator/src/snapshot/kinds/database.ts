import { type KindQuery, kindOf, noIds, owner, rights } from "./kind.ts";

/** The database itself: a copy of it is the same. What it was created with (encoding, collation) stays for good. */
export const database: KindQuery = {
  query: `
    select ${kindOf("database")}, 'database' as id, array[d.datname::text] as path,
      ${noIds} as parents, ${noIds} as columns,
      jsonb_build_object('owner', ${owner("d.datdba")}, 'rights', ${rights("d.datacl", "d", "d.datdba")},
        'connections', format('%s, at most %s', case when d.datallowconn then 'allowed' else 'refused' end, d.datconnlimit),
        'template', d.datistemplate::text, 'collation version', to_jsonb(d) ->> 'datcollversion',
        'tablespace', (select spcname from pg_tablespace where oid = d.dattablespace),
        'comment', shobj_description(d.oid, 'pg_database')) as properties
    from pg_database d where d.datname = current_database()`,
};
