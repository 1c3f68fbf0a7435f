import type { ObjectKind } from "../schema-object.ts";
import { idOf, isNoExtensionMember, type KindQuery, kindOf, noIds, typesOf } from "./kind.ts";

/** PostgreSQL quotes these names where it must; the names of objects here are plain. */
const unquoted = (name: string) =>
  `case when ${name} ~ '^"([^"]|"")*"$' then replace(substr(${name}, 2, length(${name}) - 2), '""', '"') else ${name} end`;

interface CatalogRow extends Pick<KindQuery, "since" | "until"> {
  readonly row?: string;
  readonly parents?: string;
  readonly columns?: string;
  /** Which of the catalog's rows are of this database. */
  readonly where?: string;
}

/**
 * Objects that few applications have. Each is one row of a catalog, compared as it is; PostgreSQL gives the name
 * (pg_identify_object: https://www.postgresql.org/docs/18/functions-info.html#FUNCTIONS-INFO-OBJECT).
 */
export const catalogRow = (
  kind: ObjectKind,
  catalog: string,
  {
    row = "to_jsonb(r) - 'oid'",
    parents = noIds,
    columns = noIds,
    where = "true",
    ...versions
  }: CatalogRow = {},
): KindQuery => ({
  ...versions,
  query: `
    select ${kindOf(kind)}, ${idOf(catalog, "r.oid")} as id,
      case when o.schema is null then array[${unquoted("o.identity")}]
        else array[${unquoted("o.schema")}, ${unquoted("coalesce(o.name, substr(o.identity, length(o.schema) + 2))")}] end as path,
      ${parents} as parents, ${columns} as columns,
      jsonb_build_object('definition', (${row})::text, 'comment', obj_description(r.oid, '${catalog}')) as properties
    from ${catalog} r cross join lateral pg_identify_object('${catalog}'::regclass, r.oid, 0) o
    where r.oid >= ${FIRST_NORMAL_OBJECT_ID} and ${isNoExtensionMember(catalog, "r.oid")}
      and ${where}`,
});

/** OIDs below are the server's own (FirstNormalObjectId in src/include/access/transam.h). */
const FIRST_NORMAL_OBJECT_ID = 16_384;

/** An operator class with the members of its family that go with it, or a family with those that go with no class. */
function withMembers(family: string, condition: string): string {
  const members = (catalog: string, column: string) => `(select jsonb_agg(to_jsonb(m) - 'oid' order by m.oid)
    from ${catalog} m left join pg_depend ofClass on ofClass.classid = '${catalog}'::regclass and ofClass.objid = m.oid
      and ofClass.refclassid = 'pg_opclass'::regclass where m.${column} = ${family} and ${condition})`;
  return `to_jsonb(r) - 'oid' || jsonb_build_object('operators', ${members("pg_amop", "amopfamily")}, 'functions', ${members("pg_amproc", "amprocfamily")})`;
}

const ofThisDatabase = "r.subdbid = (select oid from pg_database where datname = current_database())";

/** Where each subscription connects to, and as whom: for superusers alone, and with a password that no report shows. */
export const subscriptionConnections = `
  select ${idOf("pg_subscription", "r.oid")} as id,
    jsonb_build_object('hash of the connection', md5(r.subconninfo)) as properties
  from pg_subscription r where ${ofThisDatabase}`;

/** Not every account may read where it connects to, so that the columns are named. */
const subscription = (settings: string, versions: Pick<KindQuery, "since" | "until">) =>
  catalogRow("subscription", "pg_subscription", {
    row: `jsonb_build_object('owner', r.subowner::text, ${settings
      .split(" ")
      .map((column) => `'${column}', r.sub${column}`)
      .join(", ")})`,
    where: ofThisDatabase,
    ...versions,
  });
const SETTINGS = "enabled slotname publications binary stream synccommit";
const subscriptions = [
  subscription(SETTINGS, { until: 14 }),
  subscription(`${SETTINGS} twophasestate disableonerr`, { since: 15, until: 15 }),
  subscription(`${SETTINGS} twophasestate disableonerr passwordrequired runasowner origin`, {
    since: 16,
    until: 16,
  }),
  subscription(`${SETTINGS} twophasestate disableonerr passwordrequired runasowner origin failover`, {
    since: 17,
  }),
];

export const catalogRows: readonly KindQuery[] = [
  catalogRow("statistics object", "pg_statistic_ext", {
    parents: `array[${idOf("pg_class", "r.stxrelid")}]`,
    columns: `array(select ${idOf("pg_class", "r.stxrelid", "number")} from unnest(r.stxkeys) number)`,
  }),
  catalogRow("event trigger", "pg_event_trigger"),
  catalogRow("foreign-data wrapper", "pg_foreign_data_wrapper"),
  catalogRow("foreign server", "pg_foreign_server"),
  // Its options are passwords, which no report shows; the view gives to each role what it may see.
  {
    query: `
      select ${kindOf("user mapping")}, ${idOf("pg_user_mapping", "m.umid")} as id,
        array[m.srvname::text, m.usename::text] as path, array[${idOf("pg_foreign_server", "m.srvid")}] as parents,
        ${noIds} as columns, jsonb_build_object('hash of the options', md5(m.umoptions::text)) as properties
      from pg_user_mappings m`,
  },
  ...subscriptions,
  catalogRow("operator", "pg_operator"),
  catalogRow("operator class", "pg_opclass", { row: withMembers("r.opcfamily", "ofClass.refobjid = r.oid") }),
  catalogRow("operator family", "pg_opfamily", { row: withMembers("r.oid", "ofClass is null") }),
  catalogRow("cast", "pg_cast", { parents: typesOf("pg_cast", "r.oid") }),
  catalogRow("collation", "pg_collation"),
  catalogRow("conversion", "pg_conversion"),
  catalogRow("text search configuration", "pg_ts_config", {
    row: `to_jsonb(r) - 'oid' || jsonb_build_object('dictionaries', (select jsonb_agg(to_jsonb(m) - 'mapcfg'
      order by m.maptokentype, m.mapseqno) from pg_ts_config_map m where m.mapcfg = r.oid))`,
  }),
  catalogRow("text search dictionary", "pg_ts_dict"),
  catalogRow("text search parser", "pg_ts_parser"),
  catalogRow("text search template", "pg_ts_template"),
  catalogRow("language", "pg_language"),
  catalogRow("transform", "pg_transform"),
  catalogRow("access method", "pg_am"),
];
