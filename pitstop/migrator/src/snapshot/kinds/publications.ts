import { idOf, type KindQuery, kindOf, noIds, owner } from "./kind.ts";

export const publications: KindQuery = {
  query: `
    select ${kindOf("publication")}, ${idOf("pg_publication", "p.oid")} as id, array[p.pubname::text] as path,
      ${noIds} as parents, ${noIds} as columns,
      jsonb_build_object('owner', ${owner("p.pubowner")},
        'settings', (to_jsonb(p) - '{oid,pubname,pubowner}'::text[])::text,
        'comment', obj_description(p.oid, 'pg_publication')) as properties
    from pg_publication p`,
};

/** A table goes out of its publications with itself. */
export const publishedTables: KindQuery = {
  query: `
    select ${kindOf("published table")}, ${idOf("pg_publication_rel", "r.oid")} as id,
      array[p.pubname::text, n.nspname::text, c.relname::text] as path,
      array[${idOf("pg_publication", "p.oid")}, ${idOf("pg_class", "c.oid")}] as parents, ${noIds} as columns,
      jsonb_build_object('settings', (to_jsonb(r) - '{oid,prpubid,prrelid}'::text[])::text) as properties
    from pg_publication_rel r join pg_publication p on p.oid = r.prpubid
      join pg_class c on c.oid = r.prrelid join pg_namespace n on n.oid = c.relnamespace`,
};

export const publishedSchemas: KindQuery = {
  since: 15,
  query: `
    select ${kindOf("published schema")}, ${idOf("pg_publication_namespace", "r.oid")} as id,
      array[p.pubname::text, n.nspname::text] as path,
      array[${idOf("pg_publication", "p.oid")}, ${idOf("pg_namespace", "n.oid")}] as parents, ${noIds} as columns,
      '{}'::jsonb as properties
    from pg_publication_namespace r join pg_publication p on p.oid = r.pnpubid join pg_namespace n on n.oid = r.pnnspid`,
};
