import type { Node, VariableSetStmt } from "libpg-query";
import type { Known } from "./known.ts";
import { nodeOf, nodesOf, words } from "./syntax-node.ts";

/** Keeps the settings of the session that rules ask for. */
export function learnSetting(set: VariableSetStmt, known: Known): void {
  const value = settingValue(set);
  if (set.kind === "VAR_RESET_ALL" || set.name === "lock_timeout") known.hasLockTimeout = isTimeout(value);
  if (set.kind === "VAR_RESET_ALL" || set.name === "statement_timeout")
    known.hasStatementTimeout = isTimeout(value);
  if (set.kind === "VAR_RESET_ALL" || set.name?.toLowerCase() === "timezone") known.timeZone = value;
}

function settingValue(set: VariableSetStmt): string | undefined {
  const first = set.args?.[0];
  const constant = nodeOf(first, "A_Const");
  const text = nodeOf(first, "String")?.sval ?? constant?.sval?.sval;
  return text ?? (constant === undefined ? undefined : String(constant.ival?.ival ?? 0));
}

/** Zero switches a timeout off. https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-LOCK-TIMEOUT */
function isTimeout(value: string | undefined): boolean {
  return value !== undefined && Number.parseFloat(value) !== 0;
}

// Zones whose offset has always been zero: PostgreSQL compares the offset and not the name.
const zonesWithoutOffset = new Set(
  "utc,gmt,uct,zulu,universal,greenwich,0,gmt0,gmt+0,gmt-0,etc/utc,etc/uct,etc/gmt,etc/gmt0,etc/gmt+0,etc/gmt-0,etc/zulu,etc/universal,etc/greenwich".split(
    ",",
  ),
);

export function isUtc(timeZone: string | undefined): boolean {
  return timeZone !== undefined && zonesWithoutOffset.has(timeZone.toLowerCase());
}

/** A setting that a statement changes, in lower case; without a value where it is reset, and `all` for all of them. */
export function changedSetting(node: Node): { name: string; value: string | undefined } | undefined {
  const set = nodeOf(node, "VariableSetStmt");
  if (set?.kind === "VAR_RESET_ALL") return { name: "all", value: undefined };
  if (set?.name !== undefined) return { name: set.name.toLowerCase(), value: settingValue(set) };
  if (nodeOf(node, "DiscardStmt")?.target === "DISCARD_ALL") return { name: "all", value: undefined };
  for (const target of nodesOf(nodeOf(node, "SelectStmt")?.targetList, "ResTarget")) {
    const call = nodeOf(target.val, "FuncCall");
    const [name, value] = nodesOf(call?.args, "A_Const").map(({ sval }) => sval?.sval);
    if (words(call?.funcname).at(-1) === "set_config" && name !== undefined)
      return { name: name.toLowerCase(), value };
  }
  return undefined;
}
