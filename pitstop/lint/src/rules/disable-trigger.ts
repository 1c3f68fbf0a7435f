import type { AlterTableType } from "libpg-query";
import { executedBy } from "../executed.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, nodesOf, words } from "../syntax-node.ts";
import { relationChangesOf } from "../table-change.ts";

export default rule({
  id: "disable-trigger",
  level: "warning",
  costs: [],
  finds: "DISABLE TRIGGER and RULE, ENABLE REPLICA, and session_replication_role",
  instead: "only on purpose, and enable it again in the same transaction",
  why: "What the trigger does on each write stops, for every session. Foreign keys are triggers too: rows written meanwhile may reference missing rows, and nothing checks them later.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-DISABLE-ENABLE-TRIGGER",
    "https://www.postgresql.org/docs/18/sql-altereventtrigger.html",
    "https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-SESSION-REPLICATION-ROLE",
  ],
  find: (statement, known) => [
    ...subtypes
      .flatMap((subtype) => relationChangesOf(subtype, statement, known))
      .map(({ table, command }) => ({
        what: `${command.name ?? "every trigger"} of ${table}`,
        table,
        lock: "SHARE ROW EXCLUSIVE" as const,
      })),
    ...elsewhere(statement).map((what) => ({ what, table: null, lock: null })),
  ],
  explain: ({ what }) =>
    `From here on, ${what} no longer runs on writes, and rows written meanwhile are not checked later.`,
  rewrite: ({ what }, statement) =>
    intended(
      "disable-trigger",
      `nothing relies on ${what} now`,
      "Enable it again in the same transaction, and check for rows that violate it. Then:",
      statement,
    ),
});

const subtypes: readonly AlterTableType[] = [
  "AT_DisableTrig",
  "AT_DisableTrigAll",
  "AT_DisableTrigUser",
  "AT_EnableReplicaTrig",
  "AT_DisableRule",
  "AT_EnableReplicaRule",
];

function elsewhere({ node }: Statement): string[] {
  const event = nodeOf(node, "AlterEventTrigStmt");
  if (event?.tgenabled === "D" || event?.tgenabled === "R") return [event.trigname ?? "the event trigger"];
  const set = nodeOf(node, "VariableSetStmt");
  const value = nodesOf(set?.args, "A_Const")[0]?.sval?.sval;
  const isSet = set?.name === "session_replication_role" && value === "replica";
  const isCalled = executedBy(node).calls.some(
    ({ funcname, args }) =>
      words(funcname).at(-1) === "set_config" &&
      nodesOf(args, "A_Const")[0]?.sval?.sval === "session_replication_role" &&
      nodesOf(args, "A_Const")[1]?.sval?.sval === "replica",
  );
  return isSet || isCalled ? ["every trigger and foreign key in this session"] : [];
}
