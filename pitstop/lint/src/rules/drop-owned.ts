import { evenInRehearsal } from "../outside-database.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";

export default rule({
  id: "drop-owned",
  level: "error",
  costs: [],
  finds: "DROP OWNED",
  instead: "REASSIGN OWNED, then drop the rest by name",
  why: "Everything that the role owns in this database is dropped, tables and rows included, and all its rights are revoked.",
  sources: ["https://www.postgresql.org/docs/18/sql-drop-owned.html"],
  find(statement) {
    const drop = nodeOf(statement.node, "DropOwnedStmt");
    if (drop === undefined) return [];
    const roles = nodesOf(drop.roles, "RoleSpec").map(({ rolename }) => rolename ?? "current_user");
    return [{ roles: roles.join(", "), table: null, lock: "ACCESS EXCLUSIVE" as const }];
  },
  explain: ({ roles, lock }) =>
    `Every table, view, function and sequence of ${roles} is lost, with ${lock} on all of them, and the statement does not say which they are. Its rights on databases and tablespaces go too. ${evenInRehearsal}`,
  rewrite: ({ roles }, statement) =>
    intended(
      "drop-owned",
      `nothing that ${roles} owns is needed`,
      "First give another role what should stay (reassign owned by … to …). Then:",
      statement,
    ),
});
