import { expect, test } from "vitest";
import { domains, type RelationDefinition } from "./index.ts";

/** What is asked of a domain in the list, whichever it is. */
interface Registered {
  readonly name: string;
  readonly title: string;
  readonly attributes: object;
  readonly relations: Readonly<Record<string, RelationDefinition>>;
}

test("every domain has its own name in the registry, a title among its attributes, and relations that lead somewhere", () => {
  for (const [name, domain] of Object.entries<Registered>(domains)) {
    expect(domain.name).toBe(name);
    expect(["id", ...Object.keys(domain.attributes)]).toContain(domain.title);
    for (const relation of Object.values(domain.relations))
      expect(Object.keys(domains)).toContain(relation.domain);
  }
});
