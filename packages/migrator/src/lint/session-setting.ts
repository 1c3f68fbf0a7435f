import type { VariableSetStmt } from "libpg-query";
import type { Known } from "./known.ts";
import { nodeOf } from "./syntax-node.ts";

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
