import { announcementOf } from "../layers/announcement.ts";
import { formerNames } from "../layers/retired-layer.ts";
import type { RowsQuery } from "../plan.ts";
import { buildsUsing } from "../rows/builds-using.ts";
import type { Domain } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { commandWords } from "./command-words.ts";

/** What is removed: a domain, or one of its attributes or relations, with the command that announces it. */
export interface Removal {
  readonly domain: Domain;
  readonly member?: string;
  readonly announcedBy: "attribute:deprecate" | "domain:deprecate" | "relation:deprecate";
}

/** Why a person should think again: people who build clients learn of a removal by the deprecation before it. */
export function unannounced({ domain, member, announcedBy }: Removal, today: string): string | null {
  const { isDeprecated, sunset } = announcementOf(domain, member);
  const name = member ?? domain.name;
  if (!isDeprecated) {
    const command = commandWords(announcedBy, member === undefined ? [name] : [domain.name, name]);
    return `"${name}" has not been deprecated: pitstop ${command} tells clients and counts those that use it.`;
  }
  return sunset !== null && sunset > today ? `"${name}" was announced to stay until ${sunset}.` : null;
}

/** The client builds that still use what is removed or changed: servers count them once it's deprecated. */
export const buildsStillUsing = (
  workspace: Workspace,
  { domain, member }: Pick<Removal, "domain" | "member">,
): RowsQuery[] =>
  announcementOf(domain, member).isDeprecated
    ? [buildsUsing({ domain: domain.name, formerly: formerNames(workspace, domain.name) }, member)]
    : [];
