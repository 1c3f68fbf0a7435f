import type { Contract } from "@pitstop/contract";
import type { ApiDefinition } from "../definition.ts";
import { surfaceOf } from "../evolution/surface.ts";
import { historyText, withVersion } from "./history.ts";
import { versionOf } from "./version-text.ts";

/** The text of `versions.json` with this contract as its latest version. */
export function versionsText(
  { domains, entities, history }: Pick<ApiDefinition, "domains" | "entities" | "history">,
  contract: Contract,
): string {
  const surfaces = Object.entries(domains).flatMap(([name, domain]) =>
    entities[name] ? [[name, surfaceOf(domain, entities[name])] as const] : [],
  );
  return historyText(withVersion(history, versionOf(contract), Object.fromEntries(surfaces)));
}
