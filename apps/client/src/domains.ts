import { domains, type RelationDefinition } from "@pitstop/types";
import type { z } from "zod";

/** What pages need of a domain. Every domain of the shared types has it, so a page is written once for all. */
export interface Domain {
  name: string;
  plural: string;
  label: { one: string; many: string };
  description: string;
  title: string;
  attributes: Record<string, z.ZodType>;
  relations: Record<string, RelationDefinition>;
  create: z.ZodObject;
  update: z.ZodObject;
  count: z.ZodType;
  list: z.ZodType;
}

/** In the order of the navigation. */
export const allDomains: readonly Domain[] = Object.values(domains);

/** Whether a domain only says which records of two others belong together: it has nothing of its own to be shown. */
export function isJoin({ attributes, relations }: Domain): boolean {
  const ends = Object.values(relations);
  return Object.keys(attributes).length === 0 && ends.length === 2 && ends.every(({ nullable }) => !nullable);
}

/** Those that people go to: what only joins two others is part of their pages. */
export const mainDomains: readonly Domain[] = allDomains.filter((domain) => !isJoin(domain));

export const domainByPlural = (plural: string): Domain | undefined =>
  allDomains.find((domain) => domain.plural === plural);

/** The domain that a relation names; the shared types cannot name one that is not there. */
export function domainByName(name: string): Domain {
  const found = allDomains.find((domain) => domain.name === name);
  if (!found) throw new Error(`The shared types relate to "${name}", which is no domain.`);
  return found;
}

/** Where other domains (or the domain itself) refer to this one: cars refer to a category by `category`. */
export function referencesTo(domain: Domain): { from: Domain; relation: string; label: string }[] {
  return mainDomains.flatMap((from) =>
    Object.entries(from.relations)
      .filter(([, definition]) => definition.domain === domain.name)
      .map(([relation, { label }]) => ({ from, relation, label })),
  );
}

/** How people call a record. A record whose name is empty still needs one that can be clicked. */
export function nameOf(domain: Domain, row: { id: number; [key: string]: unknown }): string {
  const title = row[domain.title];
  return title == null || title === "" ? `${domain.label.one} ${row.id}` : String(title);
}
