import type { Contract } from "@pitstop/contract";
import { entities } from "@pitstop/db";
import { domains } from "@pitstop/types";
import { type NamedDomain, type StatedEntity, surfaceOf } from "../evolution/surface.ts";
import { type History, historyText, withVersion } from "./history.ts";
import { versionOf } from "./version-text.ts";
import history from "./versions.json" with { type: "json" };

/** The text of `versions.json` with this contract as its latest version. */
export function versionsText(
  contract: Contract,
  known: Readonly<Record<string, NamedDomain>> = domains,
  stored: Readonly<Record<string, StatedEntity>> = entities,
  before: History = history,
): string {
  const surfaces = Object.entries(known).flatMap(([name, domain]) =>
    stored[name] ? [[name, surfaceOf(domain, stored[name])] as const] : [],
  );
  return historyText(withVersion(before, versionOf(contract), Object.fromEntries(surfaces)));
}
