import { idOf, type KindQuery, kindOf, noIds } from "./kind.ts";

export const extensions: KindQuery = {
  query: `
    select ${kindOf("extension")}, ${idOf("pg_extension", "e.oid")} as id, array[e.extname::text] as path,
      ${noIds} as parents, ${noIds} as columns,
      jsonb_build_object('version', e.extversion, 'schema', e.extnamespace::regnamespace::text) as properties
    from pg_extension e`,
};
