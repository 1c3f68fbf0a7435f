import { type Known, tableIn } from "../known.ts";
import { heldBriefly } from "../lock.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";
import { changesOf } from "../table-change.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "enable-row-security",
  level: "warning",
  costs: [],
  finds: "ENABLE or FORCE ROW LEVEL SECURITY without a policy",
  instead: "CREATE POLICY in the same transaction",
  why: "Without a policy that lets rows through, only the owner sees or writes any. FORCE applies to the owner too.",
  sources: ["https://www.postgresql.org/docs/18/ddl-rowsecurity.html"],
  find: (statement, known) =>
    [
      ...changesOf("AT_EnableRowSecurity", statement, known),
      ...changesOf("AT_ForceRowSecurity", statement, known),
    ]
      .filter(({ name, table }) => tableIn(known, name)?.hasPolicy !== true && !hasPolicyInFile(table, known))
      .map(({ table, command }) => ({
        isForced: command.subtype === "AT_ForceRowSecurity",
        table,
        lock: "ACCESS EXCLUSIVE" as const,
      })),
  explain: ({ table, isForced, lock }) =>
    `No policy of ${table} is known: deployed code ${isForced ? "that connects as its owner" : "that doesn't connect as its owner"} finds no row in it, and its inserts fail. ${heldBriefly(lock, table)}`,
  rewrite: ({ table }, statement) =>
    intended(
      "enable-row-security",
      `${table} has policies for all deployed code`,
      "Create a policy on the table first, or in the same transaction. If the database has one already:",
      statement,
    ),
});

function hasPolicyInFile(table: string, known: Known): boolean {
  return known.statements.some(({ node }) => {
    const policy = nodeOf(node, "CreatePolicyStmt");
    return policy?.permissive === true && shown(tableNameOf(policy.table)) === table;
  });
}
