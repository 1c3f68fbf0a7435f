import { notUnderstood } from "../edit/source.ts";
import { layers } from "../layers/index.ts";
import type { MemberChange, NewName } from "../layers/layer.ts";
import type { NewDomain } from "../layers/new-domain.ts";
import { domainPaths } from "../layers/paths.ts";
import type { TypesFile } from "../layers/types/types-file.ts";
import { type Domain, domainNames, readableDomain } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";
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

/** Changes an attribute or a relation in every layer. Throws FILE_NOT_UNDERSTOOD where another domain would change too. */
export function changeMember(draft: Draft, domain: Domain, change: MemberChange, why: string): void {
  const before = madeOf(draft.workspace, domain);
  for (const layer of layers) layer.change(draft, domain, change, why);
  const after = madeOf(draft.workspace, domain);
  for (const { name, types } of before) {
    const now = after.find((other) => other.name === name)?.types;
    if (now && namesIn(now) === namesIn(types)) continue;
    const place = types.attributesObject.properties.find(({ type }) => type === "SpreadElement");
    throw notUnderstood(
      types.source,
      place ?? types.attributesObject,
      `what ${name} takes from ${domain.name} written out`,
    );
  }
}

/** Other domains that may be made of what a domain states: `...car.attributes`. */
function madeOf(workspace: Workspace, { name, types }: Domain): Domain[] {
  const statement = new RegExp(`\\b${types.constant}\\s*\\.\\s*(?:attributes|relations)\\b`);
  return domainNames(workspace)
    .filter((other) => other !== name && statement.test(workspace.files.get(domainPaths(other).types) ?? ""))
    .flatMap((other) => readableDomain(workspace, other) ?? []);
}

const namesIn = ({ attributes, relations }: TypesFile): string =>
  JSON.stringify([attributes, relations].map((members) => members.map(({ name }) => name)));
