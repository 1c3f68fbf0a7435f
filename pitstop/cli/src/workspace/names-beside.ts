// What code calls a domain that doesn't name it: a relation that leads to it, a collection of its records.
import { leadsTo } from "../layers/entity/entity-file.ts";
import { type Domain, readableDomains } from "./read-domain.ts";
import type { Workspace } from "./workspace.ts";

/** The domain's name first, and those of relations and collections that lead to it: `{ maker: { name: "Saab" } }`. */
export function namesBeside(workspace: Workspace, { name, entity }: Domain): string[] {
  const others = readableDomains(workspace).flatMap((other) => [
    ...other.types.relations.filter(({ domain }) => domain === name).map((relation) => relation.name),
    ...other.entity.relations
      .filter((relation) => leadsTo(relation, entity))
      .map((relation) => relation.name),
  ]);
  return [...new Set([name, ...others])];
}
