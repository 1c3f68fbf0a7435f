import type { ObjectKind } from "../schema-object.ts";

/** How the objects of one or several kinds are read. */
export interface KindQuery {
  /** The first server that has the catalog. */
  readonly since?: number;
  /** The last server that it is for; the next one has another of these. */
  readonly until?: number;
  /**
   * A query whose rows have `kind`, `id`, `path` (text[]), `parents` and `columns` (text[] of ids), and
   * `properties` (jsonb). It runs with search_path = pg_catalog, so that what PostgreSQL prints is qualified.
   */
  readonly query: string;
}

/** Names a kind in a query, checked by the compiler. */
export const kindOf = (kind: ObjectKind): string => `'${kind}'::text as kind`;

/** The id of an object: catalog, OID, number of the column. */
export const idOf = (catalog: string, oid: string, column = "0"): string =>
  `(format('%s/%s/%s', '${catalog}'::regclass::oid, ${oid}, ${column}))`;

export const noIds = "'{}'::text[]";

/** Schemas of the application: not PostgreSQL's, not those of a session. */
export const isApplicationSchema = (schema: string): string =>
  `${schema}.nspname not in ('pg_catalog', 'information_schema') and ${schema}.nspname !~ '^pg_'`;

/** What an extension brings goes and comes with the extension. */
export const isNoExtensionMember = (catalog: string, oid: string): string =>
  `not exists (select from pg_depend member where member.classid = '${catalog}'::regclass
    and member.objid = ${oid} and member.deptype = 'e')`;

/** The ids of the extension that brought it: what holds rows is compared all the same. */
export const extensionOf = (catalog: string, oid: string): string =>
  `array(select ${idOf("pg_extension", "member.refobjid")} from pg_depend member
    where member.classid = '${catalog}'::regclass and member.objid = ${oid} and member.deptype = 'e')`;

/** The ids of the types that PostgreSQL made it with, as it makes functions and a cast with each range: it goes with them. */
export const typesOf = (catalog: string, oid: string): string =>
  `array(select ${idOf("pg_type", "made.refobjid")} from pg_depend made where made.classid = '${catalog}'::regclass
    and made.objid = ${oid} and made.refclassid = 'pg_type'::regclass and made.deptype = 'i')`;

/** Each right by itself, as the set of "role privilege" that it is: one right more is no loss of the others. */
export const rights = (acl: string, type: string, owner: string): string =>
  explodedRights(`coalesce(${acl}, acldefault('${type}', ${owner}))`);

/** The same of rights that are all written down. */
export const explodedRights = (acl: string): string =>
  `array(select format('%s may %s%s', case grantee when 0 then 'everybody' else pg_get_userbyid(grantee)::text end,
      privilege_type, case when is_grantable then ' and grant it' else '' end)
    from aclexplode(${acl}) order by 1)`;

export const owner = (oid: string): string => `pg_get_userbyid(${oid})::text`;

/** A tree as PostgreSQL keeps it, without the places of the text that it was written in. */
export const structure = (tree: string): string =>
  `regexp_replace(${tree}::text, ' :(location|stmt_location|stmt_len|list_start|list_end|rexpr_list_start|rexpr_list_end) -?\\d+', '', 'g')`;

/** A property that is the same where its text is, or where what PostgreSQL keeps is. */
export const definition = (text: string, kept: string): string =>
  `jsonb_build_object('text', ${text}, 'structure', ${kept})`;

/** The same, absent where the object has none. */
export const optionalDefinition = (condition: string, text: string, kept: string): string =>
  `case when ${condition} then ${definition(text, kept)} end`;

/** A collation by its name, also where it gets another one. */
export const collation = (oid: string): string =>
  `(select ${definition("format('%I.%I', n.nspname, o.collname)", "o.oid::text")}
    from pg_collation o join pg_namespace n on n.oid = o.collnamespace where o.oid = ${oid})`;

export const yesOrAbsent = (condition: string): string => `case when ${condition} then 'yes' end`;
