import type { RetiredEntry } from "@pitstop/db";
import type { Domain } from "../crud/table.ts";
import type { DomainEvolution } from "./call.ts";
import { deprecatedOf } from "./deprecated.ts";
import { formerOf } from "./former.ts";

/** What clients of before may count on, domain by domain. */
export interface Evolutions {
  /** Of the domain of this name; undefined where there is none. */
  of(name: string): DomainEvolution | undefined;
  all(): DomainEvolution[];
}

/** Each domain's is read once, when it is first asked for: it changes with the code alone. */
export function evolutionsOf(
  domains: Readonly<Record<string, Domain>>,
  entries: readonly RetiredEntry[],
): Evolutions {
  const read = new Map<string, DomainEvolution>();
  const of = (name: string): DomainEvolution | undefined => {
    const known = read.get(name);
    if (known) return known;
    const domain = Object.hasOwn(domains, name) ? domains[name] : undefined;
    if (!domain) return undefined;
    const evolution = { domain, former: formerOf(domain, entries), deprecated: deprecatedOf(domain) };
    read.set(name, evolution);
    return evolution;
  };
  return { of, all: () => Object.keys(domains).flatMap((name) => of(name) ?? []) };
}
