import { layers } from "../layers/index.ts";
import type { MemberChange, NewName } from "../layers/layer.ts";
import type { NewDomain } from "../layers/new-domain.ts";
import type { Domain } from "../workspace/read-domain.ts";
import type { Draft } from "./draft.ts";

/** Writes a new domain in every layer. */
export function addDomain(draft: Draft, domain: NewDomain): void {
  for (const layer of layers) layer.add(draft, domain, `${domain.name} is a new domain`);
}

/** Takes a domain out of every layer. */
export function removeDomain(draft: Draft, domain: Domain): void {
  for (const layer of layers) layer.remove(draft, domain, `there is no ${domain.name} any more`);
}

/** Gives a domain another name in every layer. */
export function renameDomain(draft: Draft, domain: Domain, to: NewName): void {
  for (const layer of layers) layer.rename(draft, domain, to, `${domain.name} is called ${to.name}`);
}

/** Changes an attribute or a relation in every layer. */
export function changeMember(draft: Draft, domain: Domain, change: MemberChange, why: string): void {
  for (const layer of layers) layer.change(draft, domain, change, why);
}
