import type { ObjectKind } from "../schema-object.ts";
import { idOf, type KindQuery, kindOf, noIds } from "./kind.ts";

const name = "split_part(setting, '=', 1)";

/** Each setting by itself, below the role that it is for. */
const settings = (kind: ObjectKind, database: string): KindQuery => ({
  query: `
    select ${kindOf(kind)}, format('%s/%s/%s', ${idOf("pg_db_role_setting", "s.setrole")}, '${kind}', ${name}) as id,
      array_remove(array[case when s.setrole <> 0 then pg_get_userbyid(s.setrole)::text end, ${name}], null) as path,
      case when s.setrole <> 0 then array[${idOf("pg_authid", "s.setrole")}] else ${noIds} end as parents,
      ${noIds} as columns, jsonb_build_object('value', setting) as properties
    from pg_db_role_setting s cross join unnest(s.setconfig) setting where s.setdatabase = ${database}`,
});

/** ALTER DATABASE … SET and ALTER ROLE … IN DATABASE … SET. */
export const databaseSettings = settings(
  "database setting",
  "(select oid from pg_database where datname = current_database())",
);

/** ALTER ROLE … SET, for every database. */
export const roleSettings = settings("role setting", "0");
