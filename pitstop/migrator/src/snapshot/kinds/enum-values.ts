import { idOf, isApplicationSchema, type KindQuery, kindOf, noIds } from "./kind.ts";

/** Their order is how they compare. New ones may come between them. */
export const enumValues: KindQuery = {
  query: `
    select ${kindOf("enum value")}, ${idOf("pg_enum", "e.oid")} as id,
      array[n.nspname::text, t.typname::text, e.enumlabel::text] as path,
      array[${idOf("pg_type", "t.oid")}] as parents, ${noIds} as columns,
      jsonb_build_object('order', jsonb_build_object('increment', '1', 'position',
        rank() over (partition by e.enumtypid order by e.enumsortorder)::text)) as properties
    from pg_enum e join pg_type t on t.oid = e.enumtypid join pg_namespace n on n.oid = t.typnamespace
    where ${isApplicationSchema("n")}`,
};
