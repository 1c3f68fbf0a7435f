import { definition, idOf, isApplicationSchema, type KindQuery, kindOf, noIds, structure } from "./kind.ts";

/** Rewrite rules; the one that makes a view is the view's definition. */
export const rules: KindQuery = {
  query: `
    select ${kindOf("rule")}, ${idOf("pg_rewrite", "r.oid")} as id,
      array[n.nspname::text, c.relname::text, r.rulename::text] as path,
      array[${idOf("pg_class", "c.oid")}] as parents, ${noIds} as columns,
      jsonb_build_object('definition', ${definition(
        "pg_get_ruledef(r.oid)",
        `${structure("r.ev_action")} || ${structure("r.ev_qual")} || r.ev_type::text || r.is_instead::text`,
      )},
        'enabled', r.ev_enabled, 'comment', obj_description(r.oid, 'pg_rewrite')) as properties
    from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
    where r.rulename <> '_RETURN' and c.relpersistence <> 't' and ${isApplicationSchema("n")}`,
};
