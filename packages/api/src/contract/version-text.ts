import { hash } from "node:crypto";
import { type Contract, writeContract } from "@pitstop/contract";
import { appEvolutions } from "../evolution/app-evolutions.ts";

/**
 * The text of `version.json`: what tells this contract from every other, and the former names of attributes and the
 * columns of those that were renamed or have another type, by which servers of before know them. Clients carry it
 * along, so it is short.
 */
export function versionText(contract: Contract, evolutions = appEvolutions): string {
  const formerNames: Record<string, Record<string, string>> = {};
  const orderColumns: Record<string, Record<string, readonly string[]>> = {};
  for (const { domain, former } of evolutions.all()) {
    if (!former) continue;
    // The latest former name is the one that the server of just before knows.
    const names = [...former.renamed].map(([before, now]) => [now, before]);
    if (names.length > 0) formerNames[domain.name] = Object.fromEntries(names);
    if (former.columnsNow.size > 0) orderColumns[domain.name] = Object.fromEntries(former.columnsNow);
  }
  const version = {
    contract: hash("sha256", writeContract(contract)).slice(0, 12),
    formerNames,
    orderColumns,
  };
  return `${JSON.stringify(version, null, 2)}\n`;
}
