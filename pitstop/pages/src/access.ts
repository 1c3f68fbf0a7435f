// What the user may do, as the server says: pages show nothing else. The server keeps the rules; pages only don't offer
// what it would refuse.
import type { z } from "zod";
import type { Domain, Verb } from "./domains.ts";

/** The answer of the API's procedure `pitstop.access`. */
export interface OwnAccess {
  readonly user: { readonly name: string; readonly role: string } | null;
  readonly domains: Readonly<Record<string, DomainAccess | undefined>>;
  /** The roles that the development user can take; none anywhere else. */
  readonly switchableRoles: readonly string[];
}

interface DomainAccess {
  readonly may: readonly Verb[];
  readonly readOnly: readonly string[];
  readonly hidden: readonly string[];
  /** Servers of before don't say it. */
  readonly hasHistory?: boolean;
}

/** The domains as the user has them; the same ones where the server says nothing that they don't. */
export function domainsFor(
  domains: readonly Domain[],
  { user, domains: limits }: OwnAccess,
): readonly Domain[] {
  const isLimited = Object.values(limits).some((one) => one !== undefined && !isEverything(one));
  // Without a user there is nothing to be seen, and the page says so by itself.
  if (!user || !isLimited) return domains;
  const all: Domain[] = [];
  for (const domain of domains) all.push(limited(domain, limits[domain.name], all));
  return all;
}

const isEverything = ({ may, readOnly, hidden, hasHistory = false }: DomainAccess): boolean =>
  may.length === 4 && readOnly.length === 0 && hidden.length === 0 && !hasHistory;

function limited(domain: Domain, access: DomainAccess | undefined, all: readonly Domain[]): Domain {
  // A server of another version may not know it.
  if (!access) return { ...domain, all };
  const { attributes, relations, create, update, title } = domain;
  const hidden = new Set(access.hidden);
  return {
    ...domain,
    all,
    may: new Set(access.may),
    readOnly: new Set(access.readOnly),
    hasHistory: access.hasHistory ?? false,
    title: hidden.has(title) ? "id" : title,
    attributes: without(attributes, hidden),
    relations: without(relations, hidden),
    // A form leaves out what it may not write.
    create: withoutInputs(create, access.hidden, relations).partial(
      inputsOf(create, access.readOnly, relations),
    ),
    update: withoutInputs(update, access.hidden, relations),
  };
}

const without = <Value>(
  record: Readonly<Record<string, Value>>,
  names: ReadonlySet<string>,
): Record<string, Value> => Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name)));

type Inputs = { [name: string]: true } & Record<number, never>;

/** What a schema has of some attributes and relations. */
function inputsOf({ shape }: z.ZodObject, names: readonly string[], relations: Domain["relations"]): Inputs {
  const inputs = names.map((name) => (Object.hasOwn(relations, name) ? `${name}Id` : name));
  const found = inputs.filter((name) => name in shape).map((name) => [name, true] as const);
  return Object.fromEntries(found) as Inputs; // a shape has no numbers
}

const withoutInputs = (
  schema: z.ZodObject,
  names: readonly string[],
  relations: Domain["relations"],
): z.ZodObject => schema.omit(inputsOf(schema, names, relations));

/** Takes a role as the development user, and loads the page again with it. */
export function switchRole(role: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `pitstop-role=${encodeURIComponent(role)}; path=/; samesite=strict`;
  window.location.reload();
}
