import type { GrantStmt } from "libpg-query";
import { isLive, type Known } from "../known.ts";
import { objectName } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, nodesOf, words } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "revoke",
  level: "warning",
  finds: "REVOKE",
  instead: "deploy deploy code that doesn't need the right first",
  why: "Deployed code that needs the right fails with its next query.",
  sources: ["https://www.postgresql.org/docs/18/sql-revoke.html"],
  find: (statement, known) =>
    revoked(statement, known).map(({ from, what }) => ({ from, what, table: null, lock: null })),
  explain: ({ from, what }) =>
    `Deployed code that connects as ${from} and needs ${what} fails with its next query.`,
  rewrite: ({ from, what }, statement) =>
    intended(
      "revoke",
      `no deployed code needs ${what} as ${from}`,
      `First deploy code that does not need ${what}. Then:`,
      statement,
    ),
});

function revoked({ node }: Statement, known: Known): { from: string; what: string }[] {
  const ofDefaults = nodeOf(node, "AlterDefaultPrivilegesStmt")?.action;
  const rights = nodeOf(node, "GrantStmt") ?? ofDefaults;
  if (rights !== undefined && rights.is_grant !== true && !isOfFile(rights, known)) {
    const names = nodesOf(rights.privileges, "AccessPriv").map(({ priv_name }) => priv_name ?? "");
    return [{ from: rolesOf(rights.grantees), what: names.length === 0 ? "any right" : names.join(", ") }];
  }
  const membership = nodeOf(node, "GrantRoleStmt");
  if (membership === undefined || membership.is_grant === true) return [];
  const roles = nodesOf(membership.granted_roles, "AccessPriv").map(({ priv_name }) => priv_name ?? "");
  return [{ from: rolesOf(membership.grantee_roles), what: `the rights of ${roles.join(", ")}` }];
}

function rolesOf(roles: GrantStmt["grantees"]): string {
  return nodesOf(roles, "RoleSpec")
    .map(
      ({ rolename, roletype }) =>
        rolename ?? (roletype === "ROLESPEC_PUBLIC" ? "any role" : "the current role"),
    )
    .join(", ");
}

/** Whether the file itself made everything that the rights are about. */
function isOfFile({ objects = [], objtype }: GrantStmt, known: Known): boolean {
  return (
    objects.length > 0 &&
    objects.every((object) => {
      const relation = nodeOf(object, "RangeVar");
      const routine = nodeOf(object, "ObjectWithArgs");
      if (routine !== undefined)
        return known.newObjects.has(objectName("OBJECT_ROUTINE", words(routine.objname)).key);
      if (objtype === "OBJECT_SCHEMA") return known.newSchemas.has(nodeOf(object, "String")?.sval ?? "");
      if (relation === undefined) return false;
      const name = tableNameOf(relation);
      const parts = shown(name).split(".");
      const views = ["OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_SEQUENCE"] as const;
      return !isLive(known, name) || views.some((kind) => known.newObjects.has(objectName(kind, parts).key));
    })
  );
}
