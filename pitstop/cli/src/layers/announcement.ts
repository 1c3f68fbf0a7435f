import type { Domain } from "../workspace/read-domain.ts";
import { typesFacts } from "./read-attribute.ts";

/** What the shared types say of a removal to come. */
export interface Announcement {
  readonly isDeprecated: boolean;
  /** The day from which it may be gone, YYYY-MM-DD; null where none is named. */
  readonly sunset: string | null;
}

/** An announcement from what is written beside a label, whatever else is there. */
export const announcementIn = ({ deprecated, sunset }: Readonly<Record<string, unknown>>): Announcement => ({
  isDeprecated: deprecated === true,
  sunset: typeof sunset === "string" ? sunset : null,
});

/** What is said of a domain, or of one of its attributes or relations. */
export function announcementOf({ types }: Domain, member?: string): Announcement {
  if (member === undefined) return types.announcement;
  const relation = types.relations.find(({ name }) => name === member);
  return relation ? relation.announcement : announcementIn(typesFacts(types, member).meta);
}
