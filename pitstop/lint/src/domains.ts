import type { AlterDomainStmt, Node } from "libpg-query";
import { columnTypeOf } from "./column-type.ts";
import { type Known, keyOf } from "./known.ts";
import { nodeOf, nodesOf, words } from "./syntax-node.ts";

/** Keeps which domains there are, and whether their values have to meet a constraint. */
export function learnDomain(node: Node, known: Known): void {
  const create = nodeOf(node, "CreateDomainStmt");
  if (create !== undefined) {
    const domain = keyOf(words(create.domainname));
    const isOwn = nodesOf(create.constraints, "Constraint").some(
      ({ contype }) => contype === "CONSTR_CHECK" || contype === "CONSTR_NOTNULL",
    );
    const base = known.domains.get(columnTypeOf(create.typeName).name);
    known.domains.set(domain, { isConstrained: isOwn || base?.isConstrained === true });
    known.newDomains.add(domain);
  }
  const alter = nodeOf(node, "AlterDomainStmt");
  // C adds a constraint, O makes the domain required.
  if (alter?.subtype === "C" || alter?.subtype === "O")
    known.domains.set(keyOf(words(alter.typeName)), { isConstrained: true });
}

/** The domain whose values an ALTER DOMAIN looks through, in every table that uses it. */
export function validatedDomain({ subtype, typeName, def }: AlterDomainStmt): string | undefined {
  // C adds a constraint, O makes the domain required, V validates: each takes SHARE on the tables, also in 18 (measured).
  const isAdded = subtype === "C" && nodeOf(def, "Constraint")?.skip_validation !== true;
  return isAdded || subtype === "O" || subtype === "V" ? keyOf(words(typeName)) : undefined;
}
