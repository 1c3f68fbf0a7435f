import type { Node } from "libpg-query";
import { rule } from "../rule.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";

export default rule({
  id: "secret-in-migration",
  level: "warning",
  finds: "a password in a migration",
  instead: "the password set where the server is set up",
  why: "The file is in the repository for good, and the statement in the server's log.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-createrole.html",
    "https://www.postgresql.org/docs/18/sql-createusermapping.html",
  ],
  find({ node }) {
    const whose = hasPassword(node);
    return whose === undefined ? [] : [{ whose, table: null, lock: null }];
  },
  explain: ({ whose }) =>
    `The password of ${whose} is readable in the repository, in its history, and in the server's log.`,
  rewrite: ({ whose }) =>
    `-- Leave the password out, and set it once per server: \\password in psql, or what sets up ${whose}.`,
});

function hasPassword(node: Node): string | undefined {
  const role = nodeOf(node, "CreateRoleStmt");
  if (isGiven(role?.options)) return role?.role ?? "a role";
  const altered = nodeOf(node, "AlterRoleStmt");
  if (isGiven(altered?.options)) return altered?.role?.rolename ?? "the current role";
  const mapping = nodeOf(node, "CreateUserMappingStmt") ?? nodeOf(node, "AlterUserMappingStmt");
  if (isGiven(mapping?.options)) return `the mapping to ${mapping?.servername ?? ""}`;
  const { subname, conninfo = "" } =
    nodeOf(node, "CreateSubscriptionStmt") ?? nodeOf(node, "AlterSubscriptionStmt") ?? {};
  return /password\s*=\s*[^\s]|:\/\/[^/@\s]*:[^/@\s]+@/.test(conninfo)
    ? `the subscription ${subname}`
    : undefined;
}

/** `password null` takes one away; what is hashed already is no secret to the log. */
const isGiven = (options: Node[] | undefined): boolean =>
  nodesOf(options, "DefElem").some(({ defname, arg }) => {
    const text = nodeOf(arg, "String")?.sval ?? "";
    return defname === "password" && text !== "" && !/^(SCRAM-SHA-256\$|md5[0-9a-f]{32}$)/.test(text);
  });
