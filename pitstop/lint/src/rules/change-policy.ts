import { isLive, type Known } from "../known.ts";
import { lostObjects } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "change-policy",
  level: "warning",
  costs: [],
  finds: "DROP and ALTER POLICY, and a policy AS RESTRICTIVE",
  instead: "only only on purpose, with the roles of deployed code in mind",
  why: "Deployed code immediately sees and writes different rows, without an error.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-droppolicy.html",
    "https://www.postgresql.org/docs/18/sql-alterpolicy.html",
    "https://www.postgresql.org/docs/18/sql-createpolicy.html",
  ],
  find: (statement, known) =>
    changed(statement, known).map((found) => ({ ...found, lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ policy, table }) =>
    `With the policy ${policy} dropped, changed or added, deployed code sees and writes different rows of ${table} than before, without an error.`,
  rewrite: ({ policy }, statement) =>
    intended(
      "change-policy",
      `all deployed code is meant to see what ${policy} decides`,
      "Compare which rows each role sees before and after (set role …; select count(*) …). Then:",
      statement,
    ),
});

function changed(statement: Statement, known: Known): { policy: string; table: string }[] {
  const dropped = lostObjects(["OBJECT_POLICY"], statement, known).map(({ shown: name }) => {
    const parts = name.split(".");
    return { policy: parts.at(-1) ?? name, table: parts.slice(0, -1).join(".") };
  });
  const alter = nodeOf(statement.node, "AlterPolicyStmt");
  const create = nodeOf(statement.node, "CreatePolicyStmt");
  const other = alter ?? (create?.permissive === true ? undefined : create);
  const name = tableNameOf(other?.table);
  return other === undefined || !isLive(known, name)
    ? dropped
    : [...dropped, { policy: other.policy_name ?? "", table: shown(name) }];
}
