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

/** Reserved in the modules of ECMAScript (ECMA-262, §12.7.2): no constant may have one of these names. */
export const typescriptWords: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield"
  ).split(" "),
);

/** Types that TypeScript has everywhere: a domain of the name would hide one (`Date`, `Map`). */
export const languageTypes: ReadonlySet<string> = new Set(
  (
    "array bigInt boolean buffer date error exclude extract function intl iterator json map math number object omit " +
    "parameters partial pick promise proxy readonly record reflect regExp required set string symbol"
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
  "bigint",
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
  "historyPage",
  "historyQuery",
  "id",
  "index",
  "innermost",
  "json",
  "problem",
  "procedures",
  "record",
  "reference",
  "restoration",
  "retired",
  "testing",
  "timestamp",
  "trashQuery",
  "valueSchemas",
  "version",
  "z",
]);

/** What a server answers itself: a domain's pages are at its plural. */
export const serverAddresses: ReadonlySet<string> = new Set([
  "api",
  "auth",
  "contract",
  "docs",
  "healthz",
  "readyz",
  "sign-in",
  "trpc",
  "your-sessions",
]);
