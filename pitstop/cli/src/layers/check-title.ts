import { RefusedError } from "../errors.ts";
import type { Domain } from "../workspace/read-domain.ts";

/** Refuses to take away the attribute that names a record in other pages. */
export function checkNotTitle(domain: Domain, attribute: string): void {
  if (domain.types.title.text !== attribute) return;
  const others = domain.attributes.filter((name) => name !== attribute);
  throw new RefusedError(
    "TITLE_NEEDED",
    `"${attribute}" is the title of ${domain.name}: it labels a record wherever another record refers to it.`,
    `Write another title into ${domain.types.source.path} first${others.length > 0 ? ` (${others.join(", ")})` : ', "id" for example'}.`,
  );
}
