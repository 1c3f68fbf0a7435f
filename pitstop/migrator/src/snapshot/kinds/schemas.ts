import { idOf, isApplicationSchema, type KindQuery, kindOf, noIds, owner, rights } from "./kind.ts";

export const schemas: KindQuery = {
  query: `
    select ${kindOf("schema")}, ${idOf("pg_namespace", "n.oid")} as id, array[n.nspname::text] as path,
      ${noIds} as parents, ${noIds} as columns,
      jsonb_build_object('owner', ${owner("n.nspowner")}, 'rights', ${rights("n.nspacl", "n", "n.nspowner")},
        'comment', obj_description(n.oid, 'pg_namespace')) as properties
    from pg_namespace n where ${isApplicationSchema("n")}`,
};
