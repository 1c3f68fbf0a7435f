import type { DefElem } from "libpg-query";
import { objectName } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";

export default rule({
  id: "change-role",
  level: "warning",
  finds: "DROP ROLE, and ALTER ROLE that takes something away or sets a password",
  instead: "a second role, and code that connects as it first",
  why: "Deployed code that connects as the role is refused, or has fewer rights, from its next connection on. A role belongs to the whole server, and a password in a migration is in the repository.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-droprole.html",
    "https://www.postgresql.org/docs/18/sql-alterrole.html",
  ],
  find: (statement, known) =>
    changed(statement)
      .filter(({ role }) => !known.newObjects.has(objectName("OBJECT_ROLE", [role]).key))
      .map((found) => ({ ...found, table: null, lock: null })),
  explain: ({ role, what }) =>
    `Deployed code that connects as ${role} is refused or has fewer rights from its next connection on: ${what}. The role belongs to every database of the server.`,
  rewrite: ({ role }, statement) =>
    intended(
      "change-role",
      `no deployed code connects as ${role}`,
      `First deploy code that connects as another role. Then:`,
      statement,
    ),
});

function changed({ node }: Statement): { role: string; what: string }[] {
  const drop = nodeOf(node, "DropRoleStmt");
  if (drop !== undefined)
    return nodesOf(drop.roles, "RoleSpec").map(({ rolename }) => ({
      role: rolename ?? "the current role",
      what: "it is dropped",
    }));
  const alter = nodeOf(node, "AlterRoleStmt");
  const taken = nodesOf(alter?.options, "DefElem").filter(isTaken(alter?.action === -1));
  const role = alter?.role?.rolename ?? "the current role";
  return taken.length === 0 ? [] : [{ role, what: taken.map(({ defname }) => defname ?? "").join(", ") }];
}

function isTaken(isRemoval: boolean) {
  return ({ defname = "", arg }: DefElem): boolean => {
    if (["password", "validUntil", "connectionlimit"].includes(defname)) return true;
    if (defname === "rolemembers") return isRemoval;
    return nodeOf(arg, "Boolean") !== undefined && nodeOf(arg, "Boolean")?.boolval !== true;
  };
}
