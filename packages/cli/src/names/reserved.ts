/** The columns that every domain has, and what defineDomain builds around the attributes. */
export const recordNames: ReadonlySet<string> = new Set(["id", "version", "createdAt", "updatedAt"]);

/** Words that an object of JavaScript answers to by itself. */
export const objectNames: ReadonlySet<string> = new Set([
  "__proto__",
  "constructor",
  "prototype",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toJSON",
  "toLocaleString",
  "toString",
  "valueOf",
  "then",
]);

/** Reserved in the modules of ECMAScript (ECMA-262, §12.7.2), so in TypeScript. */
export const typescriptWords: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield"
  ).split(" "),
);

/** Types of the language; a domain of the name would hide one (`Date`, `Map`). */
export const languageTypes: ReadonlySet<string> = new Set(
  (
    "any array bigInt boolean buffer date error function global intl iterator map math module namespace never number " +
    "object omit partial pick promise proxy readonly record reflect regExp required set string symbol unknown void"
  ).split(" "),
);

/** Reserved in PostgreSQL (appendix C, "reserved" and "reserved (can be function or type)", version 18). */
export const sqlWords: ReadonlySet<string> = new Set(
  (
    "all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation " +
    "column concurrently constraint create cross current_catalog current_date current_role current_schema " +
    "current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch " +
    "for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral " +
    "leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer " +
    "overlaps placing primary references returning right select session_user similar some symmetric system_user " +
    "table tablesample then to trailing true union unique user using variadic verbose when where window with"
  ).split(" "),
);

/** Columns that PostgreSQL keeps in every table (documentation, §5.6). */
export const systemColumns: ReadonlySet<string> = new Set([
  "tableoid",
  "xmin",
  "cmin",
  "xmax",
  "cmax",
  "ctid",
]);

/** What stands beside the domains in the shared types, the router and the pages. */
export const houseNames: ReadonlySet<string> = new Set([
  "attribute",
  "byId",
  "compiled",
  "count",
  "crud",
  "decimal",
  "deleted",
  "deletion",
  "domain",
  "domains",
  "entities",
  "filter",
  "id",
  "index",
  "innermost",
  "json",
  "problem",
  "procedures",
  "record",
  "reference",
  "retired",
  "testing",
  "timestamp",
  "unconstrained",
]);
