import { definition, idOf, isApplicationSchema, type KindQuery, kindOf, noIds, structure } from "./kind.ts";

/** PostgreSQL's own triggers are a property of the foreign key that they check. */
export const triggers: KindQuery = {
  query: `
    select ${kindOf("trigger")}, ${idOf("pg_trigger", "g.oid")} as id,
      array[n.nspname::text, c.relname::text, g.tgname::text] as path,
      array[${idOf("pg_class", "c.oid")}] as parents, ${noIds} as columns,
      case when g.tgparentid = 0 then ${noIds} else array[${idOf("pg_trigger", "g.tgparentid")}] end as origins,
      jsonb_build_object('definition', ${definition(
        "pg_get_triggerdef(g.oid)",
        `(jsonb_build_array(g.tgfoid, g.tgtype, g.tgattr::text, encode(g.tgargs, 'hex'), ${structure("g.tgqual")}, g.tgdeferrable,
          g.tginitdeferred, g.tgoldtable, g.tgnewtable, g.tgconstrrelid))::text`,
      )},
        'enabled', g.tgenabled, 'comment', obj_description(g.oid, 'pg_trigger')) as properties
    from pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not g.tgisinternal and c.relpersistence <> 't' and ${isApplicationSchema("n")}`,
};
