import type { Node } from "libpg-query";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf, nodesOf, words } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "grant-to-public",
  level: "warning",
  finds: "GRANT to PUBLIC that lets every role write, or create in a schema",
  instead: "a grant to the roles that need it",
  why: "PUBLIC is every role there is and every role to come. With CREATE on a schema, each of them can put a function or table there that others call unaware.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-grant.html",
    "https://www.postgresql.org/docs/18/ddl-schemas.html#DDL-SCHEMAS-PATTERNS",
    "https://wiki.postgresql.org/wiki/A_Guide_to_CVE-2018-1058:_Protect_Your_Search_Path",
  ],
  find: ({ node }) =>
    [node, ...(nodeOf(node, "CreateSchemaStmt")?.schemaElts ?? [])].flatMap((each) => risky(each)),
  explain: ({ what, on }) => `Every role, now and later, gets ${what}${on === "" ? "" : ` on ${on}`}.`,
  rewrite: ({ what }, statement) =>
    intended(
      "grant-to-public",
      `every role may have ${what}`,
      "Name the roles that need it instead of PUBLIC. If it is meant for all:",
      statement,
    ),
});

function risky(node: Node) {
  const grant = nodeOf(node, "GrantStmt") ?? nodeOf(node, "AlterDefaultPrivilegesStmt")?.action;
  const isPublic = nodesOf(grant?.grantees, "RoleSpec").some(
    ({ roletype }) => roletype === "ROLESPEC_PUBLIC",
  );
  if (grant?.is_grant !== true || !isPublic) return [];
  const privileges = nodesOf(grant.privileges, "AccessPriv").map(({ priv_name = "" }) => priv_name);
  // Without a list, all of them.
  const found = privileges.length === 0 ? ["all"] : privileges.filter((name) => RISKY.includes(name));
  return found.length === 0
    ? []
    : [{ what: found.join(", "), on: namesOf(grant.objects), table: null, lock: null }];
}

/** Reading, using and calling are what PUBLIC commonly may. */
const RISKY = [
  "insert",
  "update",
  "delete",
  "truncate",
  "create",
  "trigger",
  "references",
  "maintain",
  "set",
];

const namesOf = (objects: Parameters<typeof words>[0]): string =>
  [...words(objects), ...nodesOf(objects, "RangeVar").map((name) => shown(tableNameOf(name)))].join(", ");
