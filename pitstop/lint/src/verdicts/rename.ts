import type { ObjectType } from "libpg-query";
import { harmless, impossible, judged, type Verdict } from "./verdict.ts";

const object = judged(["rename-object"]);
/** What all databases of the server share. */
const sharedObject = judged(["outside-database", "rename-object"]);
const nameless = impossible("it has no name that could change");
const definition = (page: string) => harmless("only definitions name it, and they follow", page);

/** RENAME by what is renamed. A kind of a later parser without a verdict here doesn't compile. */
export const rename: Readonly<Record<ObjectType, Verdict>> = {
  OBJECT_ACCESS_METHOD: nameless,
  OBJECT_AGGREGATE: object,
  OBJECT_AMOP: nameless,
  OBJECT_AMPROC: nameless,
  OBJECT_ATTRIBUTE: object,
  OBJECT_CAST: nameless,
  OBJECT_COLUMN: judged(["rename-column", "rename-object", "rename-view"], "a view shows both names"),
  OBJECT_COLLATION: object,
  OBJECT_CONVERSION: definition("sql-alterconversion"),
  OBJECT_DATABASE: sharedObject,
  OBJECT_DEFAULT: nameless,
  OBJECT_DEFACL: nameless,
  OBJECT_DOMAIN: object,
  OBJECT_DOMCONSTRAINT: harmless("only errors and later migrations name it", "sql-alterdomain"),
  OBJECT_EVENT_TRIGGER: definition("sql-altereventtrigger"),
  OBJECT_EXTENSION: nameless,
  OBJECT_FDW: definition("sql-alterforeigndatawrapper"),
  OBJECT_FOREIGN_SERVER: object,
  OBJECT_FOREIGN_TABLE: object,
  OBJECT_FUNCTION: object,
  OBJECT_INDEX: harmless("no query names an index", "sql-alterindex"),
  OBJECT_LANGUAGE: definition("sql-alterlanguage"),
  OBJECT_LARGEOBJECT: nameless,
  OBJECT_MATVIEW: judged(["rename-view"], "a view keeps the old name"),
  OBJECT_OPCLASS: definition("sql-alteropclass"),
  OBJECT_OPERATOR: nameless,
  OBJECT_OPFAMILY: definition("sql-alteropfamily"),
  OBJECT_PARAMETER_ACL: nameless,
  OBJECT_POLICY: harmless("no query names a policy", "sql-alterpolicy"),
  OBJECT_PROCEDURE: object,
  OBJECT_PUBLICATION: object,
  OBJECT_PUBLICATION_NAMESPACE: nameless,
  OBJECT_PUBLICATION_REL: nameless,
  OBJECT_ROLE: sharedObject,
  OBJECT_ROUTINE: object,
  OBJECT_RULE: harmless("no query names a rule", "sql-alterrule"),
  OBJECT_SCHEMA: judged(["rename-schema"]),
  OBJECT_SEQUENCE: object,
  OBJECT_SUBSCRIPTION: object,
  OBJECT_STATISTIC_EXT: harmless("no query names them", "sql-alterstatistics"),
  OBJECT_TABCONSTRAINT: harmless("only errors and later migrations name it", "sql-altertable"),
  OBJECT_TABLE: judged(["rename-table"], "a view keeps the old name"),
  OBJECT_TABLESPACE: judged(["outside-database"]),
  OBJECT_TRANSFORM: nameless,
  OBJECT_TRIGGER: harmless("no query names a trigger", "sql-altertrigger"),
  OBJECT_TSCONFIGURATION: object,
  OBJECT_TSDICTIONARY: object,
  OBJECT_TSPARSER: object,
  OBJECT_TSTEMPLATE: object,
  OBJECT_TYPE: judged(["rename-enum-value"]),
  OBJECT_USER_MAPPING: nameless,
  OBJECT_VIEW: judged(["rename-view"], "a view keeps the old name"),
};
