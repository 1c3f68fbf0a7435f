import { Forbidden } from "../errors.ts";
import { AccessError } from "./access-error.ts";
import { currentUser } from "./caller.ts";
import { limitsOf, type RoleLimits } from "./limits.ts";
import type { Access, Verb } from "./rules.ts";
import type { User } from "./user.ts";

/** What rows must have for a caller, by the names that inputs have. */
export type Scope = Readonly<Record<string, unknown>>;

/** What a caller may see of a domain that another one refers to. */
export interface RelatedReach {
  readonly isReadable: boolean;
  /** The attributes and relations that aren't there for the caller. */
  readonly hidden: ReadonlySet<string>;
  /** The rows that are; undefined where all of them are. */
  readonly scope: Scope | undefined;
}

/** What a caller may do in a domain. */
export interface Reach extends Omit<RelatedReach, "isReadable"> {
  readonly readOnly: ReadonlySet<string>;
  /** Whether a column that only older clients know isn't there for the caller: `cars.price`. */
  hidesRetired(column: string): boolean;
  related(domain: string): RelatedReach;
}

/** A domain in the words of a refusal. */
interface NamedDomain {
  readonly name: string;
  readonly label: { readonly many: string };
}

const NOTHING: ReadonlySet<string> = new Set();
const READABLE: RelatedReach = { isReadable: true, hidden: NOTHING, scope: undefined };

/** What the application's own work may do. */
const EVERYTHING: Reach = {
  ...READABLE,
  readOnly: NOTHING,
  hidesRetired: () => false,
  related: () => READABLE,
};

/** What the present caller reaches of a domain for one purpose. Throws Forbidden where that is nothing. */
export function reachOf(access: Access, domain: NamedDomain, verb: Verb): Reach {
  const user = currentUser();
  if (!user) return EVERYTHING;
  const limits = limitsOf(access, domain.name, user.role);
  if (!limits.verbs.has(verb)) throw notAllowed(user, verb, domain);
  return {
    hidden: limits.hidden,
    readOnly: limits.readOnly,
    scope: scopeFor(limits, user, domain.name),
    hidesRetired: (column) => access.retired?.[column]?.includes(user.role) === true,
    related: (name) => relatedReach(access, name, user),
  };
}

const notAllowed = ({ role }: User, verb: Verb, { label }: NamedDomain): Forbidden =>
  new Forbidden(`Your role (${role}) may not ${verb} ${label.many.toLowerCase()}. Nothing was done.`);

function relatedReach(access: Access, name: string, user: User): RelatedReach {
  const limits = limitsOf(access, name, user.role);
  const isReadable = limits.verbs.has("read");
  return { isReadable, hidden: limits.hidden, scope: isReadable ? scopeFor(limits, user, name) : undefined };
}

/** The scope of a user. Throws AccessError where the rule gives none: an empty one would open every row. */
export function scopeFor({ scope }: RoleLimits, user: User, domain: string): Scope | undefined {
  if (!scope) return undefined;
  const wanted: unknown = scope({ user });
  const isStated =
    typeof wanted === "object" &&
    wanted !== null &&
    Object.keys(wanted).length > 0 &&
    Object.values(wanted).every((value) => value !== undefined);
  if (isStated) return wanted as Scope; // checked above
  throw invalidScope(domain, "gives nothing that rows must have");
}

/** A scope that can't be kept. */
export const invalidScope = (domain: string, what: string): AccessError =>
  new AccessError(
    "SCOPE_INVALID",
    `The row scope of "${domain}" in packages/api/src/access.ts ${what}.`,
    "Return at least one attribute or <relation>Id of the domain with a value, a list of values or null: ({ user }) => ({ ownerId: user.id }).",
  );
