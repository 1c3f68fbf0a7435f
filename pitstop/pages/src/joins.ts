import { type Domain, isJoin, relatedDomain } from "./domains.ts";

/** Another domain that records of this one have any number of, and the domain that says which belong together. */
export interface Join {
  through: Domain;
  /** The relation of `through` to this domain's records, and to the other's. */
  near: string;
  far: string;
  target: Domain;
  label: string;
}

/** Every many-to-many relation of a domain, whichever side it was stated on; one to itself has two sides. */
export function joinsOf(domain: Domain): readonly Join[] {
  const joins = domain.all.filter(isJoin).flatMap((through) => {
    const [first, second] = Object.keys(through.relations);
    if (first === undefined || second === undefined) return [];
    return [
      { through, near: first, far: second },
      { through, near: second, far: first },
    ].filter(({ near }) => through.relations[near]?.domain === domain.name);
  });
  return joins.map(({ through, near, far }) => {
    const target = relatedDomain(domain, through.relations[far]?.domain ?? "");
    const isOnly =
      joins.filter((join) => join.through.relations[join.far]?.domain === target.name).length === 1;
    const label = isOnly ? target.label.many : `${target.label.many} (${through.relations[far]?.label})`;
    return { through, near, far, target, label };
  });
}
