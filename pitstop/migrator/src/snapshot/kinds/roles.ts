import { idOf, type KindQuery, kindOf, noIds } from "./kind.ts";

/** The roles that own something in this database or have rights in it, and their members: others are not its business. */
const concerned = `
  with recursive concerned as (
    select u.refobjid as oid from pg_shdepend u
    where u.refclassid = 'pg_authid'::regclass and (
      u.dbid = (select oid from pg_database where datname = current_database())
      or u.classid = 'pg_database'::regclass and u.objid = (select oid from pg_database where datname = current_database()))
    union select m.member from pg_auth_members m join concerned c on c.oid = m.roleid)`;

/** Passwords are nobody's to read. */
export const roles: KindQuery = {
  query: `${concerned}
    select ${kindOf("role")}, ${idOf("pg_authid", "r.oid")} as id, array[r.rolname::text] as path,
      ${noIds} as parents, ${noIds} as columns,
      jsonb_build_object('rights', array_remove(array[
          case when r.rolsuper then 'superuser' end, case when r.rolinherit then 'inherits' end,
          case when r.rolcreaterole then 'creates roles' end, case when r.rolcreatedb then 'creates databases' end,
          case when r.rolcanlogin then 'logs in' end, case when r.rolreplication then 'replicates' end,
          case when r.rolbypassrls then 'bypasses row security' end], null),
        'connections', r.rolconnlimit::text, 'valid until', r.rolvaliduntil::text,
        'comment', shobj_description(r.oid, 'pg_authid')) as properties,
      r.oid not in (select oid from concerned) as "isOthers"
    from pg_roles r where r.rolname !~ '^pg_'`,
};

/** That one role is a member of another; the same one may be given by several. */
export const roleMemberships: KindQuery = {
  query: `${concerned}
    select ${kindOf("role membership")}, format('%s/%s', ${idOf("pg_auth_members", "m.roleid")}, m.member) as id,
      array[pg_get_userbyid(m.roleid)::text, pg_get_userbyid(m.member)::text] as path,
      array[${idOf("pg_authid", "m.roleid")}, ${idOf("pg_authid", "m.member")}] as parents, ${noIds} as columns,
      jsonb_build_object('options', array(select distinct format('%s %s', option.key, option.value)
        from pg_auth_members g cross join jsonb_each_text(to_jsonb(g) - '{oid,roleid,member,grantor}'::text[]) option
        where g.roleid = m.roleid and g.member = m.member and option.value = 'true' order by 1)) as properties,
      m.roleid not in (select oid from concerned) as "isOthers"
    from (select distinct roleid, member from pg_auth_members) m`,
};
