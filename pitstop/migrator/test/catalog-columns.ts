/**
 * Every column of PostgreSQL's catalogs, 14 to 18, and what the comparison does with it:
 *
 * - `row`: each row is compared as a whole; the columns that are named otherwise are exceptions.
 * - `compared`: a query of the comparison reads it.
 * - `derived`: it follows from what is compared.
 * - `irrelevant`: nothing is lost with it: numbers of objects, statistics, states of a moment.
 *
 * https://www.postgresql.org/docs/18/catalogs.html
 */
export interface CatalogColumns {
  readonly row?: true;
  readonly compared?: string;
  readonly derived?: string;
  readonly irrelevant?: string;
}

export const catalogColumns: Readonly<Record<string, CatalogColumns>> = {
  pg_aggregate: { row: true, derived: "aggfnoid" },
  pg_am: { row: true, irrelevant: "oid" },
  pg_amop: { row: true, irrelevant: "oid" },
  pg_amproc: { row: true, irrelevant: "oid" },
  pg_attrdef: { compared: "adrelid adnum adbin", irrelevant: "oid" },
  pg_attribute: {
    compared:
      "attrelid attname atttypid attnum atttypmod attstorage attcompression attnotnull attidentity attgenerated attisdropped attinhcount attcollation attstattarget attacl attoptions attfdwoptions",
    derived: "attlen attbyval attalign atthasdef atthasmissing attmissingval attislocal",
    // PostgreSQL doesn't hold an array to its dimensions.
    irrelevant: "attndims attcacheoff",
  },
  pg_auth_members: { row: true, compared: "roleid member", irrelevant: "oid grantor" },
  pg_authid: {
    compared:
      "rolname rolsuper rolinherit rolcreaterole rolcreatedb rolcanlogin rolreplication rolbypassrls rolconnlimit rolvaliduntil",
    // Nobody's to read but a superuser's.
    irrelevant: "oid rolpassword",
  },
  pg_cast: { row: true, irrelevant: "oid" },
  pg_class: {
    compared:
      "relname relnamespace reltype reloftype relowner relam reltablespace reltoastrelid relpersistence relkind relrowsecurity relforcerowsecurity relispopulated relreplident relispartition relacl reloptions relpartbound",
    derived: "relhasindex relnatts relchecks relhasrules relhastriggers relhassubclass relisshared",
    irrelevant:
      "oid relfilenode relpages reltuples relallvisible relallfrozen relrewrite relfrozenxid relminmxid",
  },
  pg_collation: { row: true, irrelevant: "oid" },
  pg_constraint: {
    compared:
      "conname connamespace contype condeferrable condeferred conenforced convalidated conrelid contypid conindid conparentid confrelid confupdtype confdeltype confmatchtype coninhcount connoinherit conperiod conkey confkey confdelsetcols conexclop conbin",
    derived: "conislocal conpfeqop conppeqop conffeqop",
    irrelevant: "oid",
  },
  pg_conversion: { row: true, irrelevant: "oid" },
  pg_database: {
    compared: "datname datdba datistemplate datallowconn datconnlimit dattablespace datcollversion datacl",
    derived: "dathasloginevt",
    // CREATE DATABASE sets these for good.
    irrelevant:
      "oid encoding datlocprovider datcollate datctype datlocale daticulocale daticurules datfrozenxid datminmxid datlastsysoid",
  },
  pg_db_role_setting: { compared: "setdatabase setrole setconfig" },
  pg_default_acl: { compared: "defaclrole defaclnamespace defaclobjtype defaclacl", irrelevant: "oid" },
  pg_depend: {
    compared: "classid objid objsubid refclassid refobjid refobjsubid deptype",
  },
  pg_description: { derived: "objoid classoid objsubid description" }, // read by obj_description
  pg_enum: { compared: "enumtypid enumsortorder enumlabel", irrelevant: "oid" },
  pg_event_trigger: { row: true, irrelevant: "oid" },
  pg_extension: {
    compared: "extname extowner extnamespace extversion",
    derived: "extrelocatable extconfig extcondition",
    irrelevant: "oid",
  },
  pg_foreign_data_wrapper: { row: true, irrelevant: "oid" },
  pg_foreign_server: { row: true, irrelevant: "oid" },
  pg_foreign_table: { compared: "ftrelid ftserver ftoptions" },
  pg_index: {
    compared:
      "indexrelid indrelid indnkeyatts indisunique indnullsnotdistinct indisclustered indisvalid indisreplident indkey indcollation indclass indoption indexprs indpred",
    derived: "indnatts indisprimary indisexclusion indimmediate",
    irrelevant: "indcheckxmin indisready indislive",
  },
  pg_inherits: { compared: "inhrelid inhparent inhseqno", derived: "inhdetachpending" },
  pg_init_privs: { compared: "objoid classoid objsubid initprivs", irrelevant: "privtype" },
  pg_language: { row: true, irrelevant: "oid" },
  pg_largeobject: { compared: "loid pageno data" },
  pg_largeobject_metadata: { compared: "oid lomowner lomacl" },
  pg_namespace: { compared: "nspname nspowner nspacl", irrelevant: "oid" },
  pg_opclass: { row: true, irrelevant: "oid" },
  pg_operator: { row: true, irrelevant: "oid" },
  pg_opfamily: { row: true, irrelevant: "oid" },
  pg_parameter_acl: { compared: "parname paracl", irrelevant: "oid" },
  // Read by pg_get_partkeydef; which partition is the default one is in its bound.
  pg_partitioned_table: {
    derived: "partrelid partstrat partnatts partdefid partattrs partclass partcollation partexprs",
  },
  pg_policy: {
    compared: "polname polrelid polcmd polpermissive polroles polqual polwithcheck",
    irrelevant: "oid",
  },
  pg_proc: {
    row: true,
    compared: "proname pronamespace proowner proacl proargtypes prokind",
    irrelevant: "oid",
  },
  pg_publication: { row: true, compared: "pubname pubowner", irrelevant: "oid" },
  pg_publication_namespace: { compared: "pnpubid pnnspid", irrelevant: "oid" },
  pg_publication_rel: { row: true, compared: "prpubid prrelid", irrelevant: "oid" },
  pg_range: { row: true },
  // How far others have come: a state of the server.
  pg_replication_origin: { irrelevant: "roident roname" },
  pg_rewrite: {
    compared: "rulename ev_class ev_type ev_enabled is_instead ev_qual ev_action",
    irrelevant: "oid",
  },
  pg_seclabel: { compared: "objoid classoid objsubid provider label" },
  pg_sequence: {
    compared: "seqrelid seqtypid seqstart seqincrement seqmax seqmin seqcache seqcycle",
  },
  pg_shdepend: { compared: "dbid classid objid refclassid refobjid", irrelevant: "objsubid deptype" },
  pg_shdescription: { derived: "objoid classoid description" }, // read by shobj_description
  pg_shseclabel: { compared: "objoid classoid provider label" },
  // What ANALYZE finds.
  pg_statistic: {
    irrelevant: `starelid staattnum stainherit stanullfrac stawidth stadistinct ${[
      "kind",
      "op",
      "coll",
      "numbers",
      "values",
    ]
      .flatMap((name) => [1, 2, 3, 4, 5].map((slot) => `sta${name}${slot}`))
      .join(" ")}`,
  },
  pg_statistic_ext: { row: true, irrelevant: "oid" },
  pg_statistic_ext_data: {
    irrelevant: "stxoid stxdinherit stxdndistinct stxddependencies stxdmcv stxdexpr",
  },
  pg_subscription: {
    compared:
      "subdbid subconninfo subowner subenabled subslotname subpublications subbinary substream subsynccommit subtwophasestate subdisableonerr subpasswordrequired subrunasowner subfailover suborigin",
    derived: "subname", // read by pg_identify_object
    irrelevant: "oid subskiplsn",
  },
  pg_subscription_rel: { irrelevant: "srsubid srrelid srsubstate srsublsn" },
  pg_tablespace: { compared: "spcname spcowner spcacl spcoptions", irrelevant: "oid" },
  pg_transform: { row: true, irrelevant: "oid" },
  pg_trigger: {
    compared:
      "tgrelid tgparentid tgname tgfoid tgtype tgenabled tgisinternal tgconstrrelid tgconstraint tgdeferrable tginitdeferred tgattr tgargs tgqual tgoldtable tgnewtable",
    derived: "tgconstrindid tgnargs",
    irrelevant: "oid",
  },
  pg_ts_config: { row: true, irrelevant: "oid" },
  pg_ts_config_map: { row: true },
  pg_ts_dict: { row: true, irrelevant: "oid" },
  pg_ts_parser: { row: true, irrelevant: "oid" },
  pg_ts_template: { row: true, irrelevant: "oid" },
  pg_type: {
    compared:
      "typname typnamespace typowner typtype typnotnull typbasetype typtypmod typcollation typdefaultbin typdefault typacl",
    // Of a base type the whole row is compared; of the others, this follows from what they are made of.
    derived:
      "typlen typbyval typcategory typispreferred typisdefined typdelim typrelid typsubscript typelem typarray typinput typoutput typreceive typsend typmodin typmodout typanalyze typalign typstorage",
    irrelevant: "oid typndims",
  },
  pg_user_mapping: { derived: "umuser umserver umoptions", irrelevant: "oid" }, // read from pg_user_mappings
};
