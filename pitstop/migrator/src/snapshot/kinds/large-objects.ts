import { idOf, type KindQuery, kindOf, noIds, owner, rights } from "./kind.ts";

/** Their content is compared where this role may read it: PostgreSQL shows it to superusers alone. */
export const largeObjects: KindQuery = {
  query: `
    select ${kindOf("large object")}, ${idOf("pg_largeobject", "m.oid")} as id, array[m.oid::text] as path,
      ${noIds} as parents, ${noIds} as columns,
      jsonb_build_object('owner', ${owner("m.lomowner")}, 'rights', ${rights("m.lomacl", "L", "m.lomowner")},
        'comment', obj_description(m.oid, 'pg_largeobject')) as properties
    from pg_largeobject_metadata m`,
};

/** The content of each, for a role that may read pg_largeobject: rows of `id` and `content`. */
export const largeObjectContents = `
  select ${idOf("pg_largeobject", "m.oid")} as id, jsonb_build_object('content',
    coalesce(sum(hashtextextended(encode(l.data, 'hex') collate "C", l.pageno))::text, 'empty')) as properties
  from pg_largeobject_metadata m left join pg_largeobject l on l.loid = m.oid group by m.oid`;
