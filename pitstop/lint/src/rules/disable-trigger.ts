import type { AlterTableType } from "libpg-query";
import { executedBy } from "../executed.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { changedSetting } from "../session-setting.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, nodesOf, words } from "../syntax-node.ts";
import { changesOf, relationChangesOf } from "../table-change.ts";

export default rule({
  id: "disable-trigger",
  level: "warning",
  costs: [],
  finds: "DISABLE TRIGGER and RULE, ENABLE REPLICA, session_replication_role, and event_triggers off",
  instead: "only on purpose, and enable it again in the same transaction",
  why: "What the trigger does on each write stops, for every session. Foreign keys are triggers too: rows written meanwhile may reference missing rows, and nothing checks them later.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-DISABLE-ENABLE-TRIGGER",
    "https://www.postgresql.org/docs/18/sql-altereventtrigger.html",
    "https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-SESSION-REPLICATION-ROLE",
    "https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-EVENT-TRIGGERS",
  ],
  find: (statement, known) => [
    ...triggers
      .flatMap((subtype) => relationChangesOf(subtype, statement, known))
      .map(({ table, command }) => ({
        what: `${command.name ?? "every trigger"} of ${table}`,
        table,
        lock: "SHARE ROW EXCLUSIVE" as const,
      })),
    // A rule also applies to reads.
    ...rules
      .flatMap((subtype) => changesOf(subtype, statement, known))
      .map(({ table, command }) => ({
        what: `${command.name ?? ""} of ${table}`,
        table,
        lock: "ACCESS EXCLUSIVE" as const,
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

const triggers: readonly AlterTableType[] = [
  "AT_DisableTrig",
  "AT_DisableTrigAll",
  "AT_DisableTrigUser",
  "AT_EnableReplicaTrig",
];
const rules: readonly AlterTableType[] = ["AT_DisableRule", "AT_EnableReplicaRule"];

function elsewhere({ node }: Statement): string[] {
  const event = nodeOf(node, "AlterEventTrigStmt");
  if (event?.tgenabled === "D" || event?.tgenabled === "R") return [event.trigname ?? "the event trigger"];
  const setting = changedSetting(node);
  const value = setting?.value?.toLowerCase() ?? "";
  const isSet = setting?.name === "session_replication_role" && value === "replica";
  const isCalled = executedBy(node).calls.some(
    ({ funcname, args }) =>
      words(funcname).at(-1) === "set_config" &&
      nodesOf(args, "A_Const")[0]?.sval?.sval === "session_replication_role" &&
      nodesOf(args, "A_Const")[1]?.sval?.sval === "replica",
  );
  if (isSet || isCalled) return ["every trigger and foreign key in this session"];
  const isOff = ["off", "false", "no", "0"].includes(value);
  return setting?.name === "event_triggers" && isOff ? ["every event trigger in this session"] : [];
}
