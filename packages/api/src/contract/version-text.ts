import { hash } from "node:crypto";
import { type Contract, writeContract } from "@pitstop/contract";
import { appEvolutions } from "../evolution/app-evolutions.ts";

/**
 * The text of `version.json`: what tells this contract from every other, and the former names of attributes that
 * servers of before know. Clients carry it along, so it is short.
 */
export function versionText(contract: Contract, evolutions = appEvolutions): string {
  const formerNames: Record<string, Record<string, string>> = {};
  for (const { domain, former } of evolutions.all()) {
    // The latest former name is the one that the server of just before knows.
    const names = [...(former?.renamed ?? [])].map(([before, now]) => [now, before]);
    if (names.length > 0) formerNames[domain.name] = Object.fromEntries(names);
  }
  const version = { contract: hash("sha256", writeContract(contract)).slice(0, 12), formerNames };
  return `${JSON.stringify(version, null, 2)}\n`;
}
