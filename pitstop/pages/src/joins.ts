import { type Domain, relatedDomain } from "./domains.ts";

/** Another domain that records of this one have any number of, and the domain that says which belong together. */
export interface Join {
  through: Domain;
  /** The relation of `through` to this domain's records, and to the other's. */
  near: string;
  far: string;
  target: Domain;
  label: string;
  /** What the user may do with it. To change one takes both. */
  mayAdd: boolean;
  mayRemove: boolean;
}

/**
 * Every many-to-many relation of a domain that the user sees, whichever side it was stated on; one to itself has two
 * sides.
 */
export function joinsOf(domain: Domain): readonly Join[] {
  const readable = domain.all.filter(({ isJoin, may }) => isJoin && may.has("read"));
  const joins = readable.flatMap((through) => {
    const [first, second] = Object.keys(through.relations);
    if (first === undefined || second === undefined) return [];
    return [
      { through, near: first, far: second },
      { through, near: second, far: first },
    ].filter(({ near }) => through.relations[near]?.domain === domain.name);
  });
  return joins.flatMap(({ through, near, far }) => {
    const target = relatedDomain(domain, through.relations[far]?.domain ?? "");
    if (!target.may.has("read")) return [];
    const isOnly =
      joins.filter((join) => join.through.relations[join.far]?.domain === target.name).length === 1;
    const label = isOnly ? target.label.many : `${target.label.many} (${through.relations[far]?.label})`;
    const { may, readOnly } = through;
    const mayAdd = may.has("create") && !readOnly.has(near) && !readOnly.has(far);
    return [{ through, near, far, target, label, mayAdd, mayRemove: may.has("delete") }];
  });
}
