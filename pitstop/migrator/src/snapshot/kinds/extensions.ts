import { idOf, type KindQuery, kindOf, noIds, owner } from "./kind.ts";

export const extensions: KindQuery = {
  query: `
    select ${kindOf("extension")}, ${idOf("pg_extension", "e.oid")} as id, array[e.extname::text] as path,
      ${noIds} as parents, ${noIds} as columns,
      jsonb_build_object('version', e.extversion, 'schema', e.extnamespace::regnamespace::text,
        'owner', ${owner("e.extowner")}, 'comment', obj_description(e.oid, 'pg_extension')) as properties
    from pg_extension e`,
};
