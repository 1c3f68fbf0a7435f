import type { RetiredEntry } from "@pitstop/db";
import type { Domain } from "../crud/table.ts";
import type { DomainEvolution } from "./call.ts";
import { deprecatedOf } from "./deprecated.ts";
import { formerOf } from "./former.ts";

/** What clients of before may count on, domain by domain; read once, because it changes with the code alone. */
export function evolutionsOf(
  domains: Readonly<Record<string, Domain>>,
  entries: readonly RetiredEntry[],
): ReadonlyMap<string, DomainEvolution> {
  return new Map(
    Object.values(domains).map((domain) => [
      domain.name,
      { domain, former: formerOf(domain, entries), deprecated: deprecatedOf(domain) },
    ]),
  );
}
