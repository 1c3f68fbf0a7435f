import {
  definition,
  idOf,
  isApplicationSchema,
  isNoExtensionMember,
  type KindQuery,
  noIds,
  owner,
  rights,
  structure,
  yesOrAbsent,
} from "./kind.ts";
import { clusteredBy, options, tablespace } from "./storage.ts";

/** Views and materialized views. That the latter are filled is part of them; their rows follow from their query. */
export const views: KindQuery = {
  query: `
    select case c.relkind when 'm' then 'materialized view' else 'view' end as kind,
      ${idOf("pg_class", "c.oid")} as id, array[n.nspname::text, c.relname::text] as path,
      array[${idOf("pg_namespace", "n.oid")}] as parents, ${noIds} as columns,
      jsonb_build_object('definition', ${definition("pg_get_viewdef(c.oid)", structure("r.ev_action"))},
        'filled', ${yesOrAbsent("c.relispopulated and c.relkind = 'm'")},
        'options', ${options}, 'clustered by', ${clusteredBy}, 'tablespace', ${tablespace},
        'access method', (select amname from pg_am where oid = c.relam),
        'owner', ${owner("c.relowner")}, 'rights', ${rights("c.relacl", "r", "c.relowner")},
        'comment', obj_description(c.oid, 'pg_class')) as properties
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_rewrite r on r.ev_class = c.oid and r.rulename = '_RETURN'
    where c.relkind in ('v', 'm') and c.relpersistence <> 't' and ${isApplicationSchema("n")}
      and ${isNoExtensionMember("pg_class", "c.oid")}`,
};
