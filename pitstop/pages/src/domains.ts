import type { Announcement, RelationDefinition } from "@pitstop/domain";
import type { z } from "zod";
import type { AnySlots } from "./slots.ts";

/** What pages need of a domain. Every domain of the shared types has it, so a page is written once for all. */
export interface DomainDefinition extends Announcement {
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

/** A domain of an application, with the domains beside it and what the application shows in its own way. */
export interface Domain extends DomainDefinition {
  /** Every domain of the application, this one included, in the order of the navigation. */
  readonly all: readonly Domain[];
  readonly slots: AnySlots;
  /** What the user may do with its records. */
  readonly may: ReadonlySet<Verb>;
  /** The attributes and relations that the user may read, but not write. */
  readonly readOnly: ReadonlySet<string>;
  /** Whether it only says which records of two others belong together, also for a user who doesn't see both. */
  readonly isJoin: boolean;
  /** Whether the server logs changes, so that there is a history, an undo and a trash. */
  readonly hasHistory: boolean;
}

export type Verb = "read" | "create" | "update" | "delete";

const EVERYTHING: ReadonlySet<Verb> = new Set(["read", "create", "update", "delete"]);
const NONE: ReadonlySet<string> = new Set();

/** The domains of an application, each by its name. */
export function domainsOf<Name extends string>(
  definitions: Readonly<Record<Name, DomainDefinition>>,
  slots: Readonly<Record<string, AnySlots | undefined>> = {},
): Record<Name, Domain> {
  const all: Domain[] = [];
  for (const definition of Object.values<DomainDefinition>(definitions))
    all.push({
      ...definition,
      all,
      slots: slots[definition.name] ?? {},
      may: EVERYTHING,
      readOnly: NONE,
      isJoin: isJoin(definition),
      hasHistory: false,
    });
  return Object.fromEntries(all.map((domain) => [domain.name, domain])) as Record<Name, Domain>; // each stands under its name
}

/** Whether a domain only says which records of two others belong together: it has nothing of its own to be shown. */
function isJoin({ attributes, relations }: DomainDefinition): boolean {
  const ends = Object.values(relations);
  return Object.keys(attributes).length === 0 && ends.length === 2 && ends.every(({ nullable }) => !nullable);
}

/** Those that people go to: what only joins two others is part of their pages, and what they can't read is no place. */
export const mainDomains = (domains: readonly Domain[]): readonly Domain[] =>
  domains.filter((domain) => !domain.isJoin && domain.may.has("read"));

/** The domain that a relation of another one names; the shared types cannot name one that is not there. */
export function relatedDomain({ all }: Domain, name: string): Domain {
  const found = all.find((domain) => domain.name === name);
  if (!found) throw new Error(`The shared types relate to "${name}", which is no domain.`);
  return found;
}

/** Where other domains (or the domain itself) refer to this one: cars refer to a category by `category`. */
export function referencesTo(domain: Domain): { from: Domain; relation: string; label: string }[] {
  return mainDomains(domain.all).flatMap((from) =>
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
