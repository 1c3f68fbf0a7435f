import { idOf, type KindQuery, kindOf, noIds } from "./kind.ts";

/** ALTER DATABASE … SET and ALTER ROLE … IN DATABASE … SET, each setting by itself. */
export const databaseSettings: KindQuery = {
  query: `
    select ${kindOf("database setting")}, format('%s/%s', ${idOf("pg_db_role_setting", "s.setrole")}, split_part(setting, '=', 1)) as id,
      array_remove(array[case when s.setrole <> 0 then pg_get_userbyid(s.setrole)::text end, split_part(setting, '=', 1)], null) as path,
      ${noIds} as parents, ${noIds} as columns, jsonb_build_object('value', setting) as properties
    from pg_db_role_setting s cross join unnest(s.setconfig) setting
    where s.setdatabase = (select oid from pg_database where datname = current_database())`,
};
