import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";

export default rule({
  id: "change-session-default",
  level: "warning",
  finds: "ALTER SYSTEM, ALTER DATABASE … SET and ALTER ROLE … SET",
  instead: "the setting in the connection of the code that needs it",
  why: "Every new session gets the setting, deployed code included: a different search_path or time zone gives different answers, without an error. A copy of the database doesn't have it.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altersystem.html",
    "https://www.postgresql.org/docs/18/sql-alterdatabase.html",
    "https://www.postgresql.org/docs/18/sql-alterrole.html",
  ],
  find: (statement) => changed(statement).map((found) => ({ ...found, table: null, lock: null })),
  explain: ({ whose, setting }) =>
    `Each new session ${whose} has a different ${setting}, deployed code included. It is not part of a dump of the database.`,
  rewrite: ({ setting }, statement) =>
    intended(
      "change-session-default",
      `all deployed code runs the same with this ${setting}`,
      `Set ${setting} where the code connects. If it is meant for every session:`,
      statement,
    ),
});

function changed({ node }: Statement): { whose: string; setting: string }[] {
  const system = nodeOf(node, "AlterSystemStmt");
  if (system !== undefined)
    return [{ whose: "of the server", setting: system.setstmt?.name ?? "set of settings" }];
  const role = nodeOf(node, "AlterRoleSetStmt");
  if (role !== undefined)
    return [
      {
        whose: `of ${role.role?.rolename ?? "every role"}`,
        setting: role.setstmt?.name ?? "set of settings",
      },
    ];
  const database = nodeOf(node, "AlterDatabaseSetStmt");
  if (database !== undefined)
    return [{ whose: `in ${database.dbname ?? ""}`, setting: database.setstmt?.name ?? "set of settings" }];
  const options = nodeOf(node, "AlterDatabaseStmt");
  return nodesOf(options?.options, "DefElem")
    .filter(({ defname }) => defname === "connection_limit" || defname === "allow_connections")
    .map(({ defname = "" }) => ({ whose: `in ${options?.dbname ?? ""}`, setting: defname }));
}
