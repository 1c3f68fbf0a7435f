import type { Contract } from "../contract.ts";
import { canonical } from "../sorted.ts";
import type { DifferenceKind } from "./difference.ts";
import { domainOf, type ProcedureDifference } from "./procedures.ts";

/** What is usually done to a domain rather than to one of its procedures. */
const OF_DOMAINS: ReadonlySet<DifferenceKind> = new Set([
  "deprecated",
  "procedure-removed",
  "sunset-moved",
  "undeprecated",
]);

/** Of these differences, those that every procedure of a domain has alike: for people, each is one change of the domain. */
export function ofWholeDomains(
  found: readonly ProcedureDifference[],
  { procedures }: Contract,
): ReadonlySet<ProcedureDifference> {
  const sizes = Map.groupBy(Object.keys(procedures), domainOf);
  const alike = Map.groupBy(
    found.filter(({ difference }) => OF_DOMAINS.has(difference.kind)),
    ({ procedure, difference }) => canonical([domainOf(procedure), difference]),
  );
  return new Set(
    [...alike.values()]
      .filter((group) => {
        const domain = domainOf(group[0]?.procedure ?? "");
        return domain !== "" && group.length > 1 && group.length === sizes.get(domain)?.length;
      })
      .flat(),
  );
}
