import type { z } from "zod";
import type { User } from "./user.ts";

/** What every domain's procedures do: list, count, byId, history and trash read, and restore updates or creates. */
export type Verb = "read" | "create" | "update" | "delete";

/** A domain, as far as its rules are typed by it. */
interface StatedDomain {
  readonly attributes: Readonly<Record<string, z.ZodType>>;
  readonly relations: Readonly<Record<string, object>>;
}

type Values<V> = V | readonly V[];

/** What rows must have, by attribute and by `<relation>Id`: a value, one of several, or none (null). */
export type ScopeOf<D extends StatedDomain> = {
  readonly [A in keyof D["attributes"]]?: Values<z.output<D["attributes"][A]>>;
} & { readonly [R in keyof D["relations"] & string as `${R}Id`]?: Values<number | null> } & {
  readonly id?: Values<number>;
};

/** The rows that a caller reaches; all others aren't there. */
export type RowScope<D extends StatedDomain> = (caller: { readonly user: User }) => ScopeOf<D>;

type Member<D extends StatedDomain> = (keyof D["attributes"] | keyof D["relations"]) & string;

type ByMember<D extends StatedDomain, Role extends string> = {
  readonly [M in Member<D>]?: readonly Role[];
};

/** The roles that may call each procedure of a domain's own, by its name. */
type Procedures<Own extends string, Role extends string> = [Own] extends [never]
  ? { readonly procedures?: Readonly<Record<string, never>> }
  : { readonly procedures: { readonly [P in Own]: readonly Role[] } };

/** The roles that may do what every domain does; `read` is list, count, byId, history and trash. */
export type VerbRules<Role extends string> = Readonly<Record<Verb, readonly Role[]>>;

/** Who may do what in a domain. What it leaves open is as the `standard` says. */
export type DomainRules<D extends StatedDomain, Role extends string, Own extends string = never> = Partial<
  VerbRules<Role>
> & {
  /** The roles that an attribute or a relation isn't there for. */
  readonly hidden?: ByMember<D, Role>;
  /** The roles that read an attribute or a relation, and never write it. */
  readonly readOnly?: ByMember<D, Role>;
  /** The rows that every role reaches, or those that some roles do; roles that it leaves out reach all rows. */
  readonly scope?: RowScope<D> | { readonly [R in Role]?: RowScope<D> };
} & Procedures<Own, Role>;

type Crud = "list" | "count" | "byId" | "create" | "update" | "delete" | "history" | "trash" | "restore";

/** The routers and procedures of a router, by name. */
type RecordOf<Router> = Router extends { _def: { record: infer Members } } ? Members : Record<never, never>;

type OwnProcedures<Router, Domain extends string> = Domain extends keyof RecordOf<Router>
  ? Exclude<keyof RecordOf<Router>[Domain], Crud> & string
  : never;

/** The procedures of a record by their full names, as tRPC calls them. */
type Paths<Members> = {
  [Name in keyof Members & string]: Members[Name] extends { _def: { procedure: true } }
    ? Name
    : `${Name}.${Paths<Members[Name]>}`;
}[keyof Members & string];

type OtherProcedures<Router, Domains> = Paths<Omit<RecordOf<Router>, keyof Domains>>;

/** Who may call the procedures that belong to no domain, by their full names. */
type Others<Router, Domains, Role extends string> = [OtherProcedures<Router, Domains>] extends [never]
  ? { readonly procedures?: Readonly<Record<string, never>> }
  : { readonly procedures: { readonly [P in OtherProcedures<Router, Domains>]: readonly Role[] } };

/** Who may do what in an application, typed by its domains and its router. */
export type AccessRules<
  Domains extends Readonly<Record<string, StatedDomain>>,
  Router,
  Role extends string,
> = {
  readonly roles: readonly Role[];
  /** The role of every caller where the server has no sign-in: in development, and with `PUBLIC_API=yes`. */
  readonly withoutSignIn: NoInfer<Role>;
  /** What a domain begins with. */
  readonly standard: VerbRules<NoInfer<Role>>;
  readonly domains: {
    readonly [D in keyof Domains & string]: DomainRules<Domains[D], NoInfer<Role>, OwnProcedures<Router, D>>;
  };
  /** The roles that a column isn't there for that only older clients know, by `table.column`. */
  readonly retired?: Readonly<Record<string, readonly NoInfer<Role>[]>>;
} & Others<Router, Domains, NoInfer<Role>>;

type Roles = readonly string[];

/** The rules of a domain, whichever it is. */
export interface StatedDomainRules extends Partial<Readonly<Record<Verb, Roles>>> {
  readonly hidden?: Readonly<Record<string, Roles | undefined>>;
  readonly readOnly?: Readonly<Record<string, Roles | undefined>>;
  readonly scope?: StatedScope | Readonly<Record<string, StatedScope | undefined>>;
  readonly procedures?: Readonly<Record<string, Roles>>;
}

/** A row scope, whichever domain it is of. */
export type StatedScope = (caller: { readonly user: User }) => Readonly<Record<string, unknown>>;

/** The rules of an application, whichever it is. */
export interface Access {
  readonly roles: Roles;
  readonly withoutSignIn: string;
  readonly standard: Readonly<Record<Verb, Roles>>;
  readonly domains: Readonly<Record<string, StatedDomainRules>>;
  readonly procedures?: Readonly<Record<string, Roles>>;
  readonly retired?: Readonly<Record<string, Roles>>;
}

/**
 * Who may do what, typed by the application's domains and its router: a typo in the name of a domain, an attribute, a
 * role or a procedure doesn't compile, and neither does a domain or a procedure that has no rule.
 *
 * @example
 * export const access: Access = defineAccess<typeof domains, AppRouter>()({
 *   roles: ["reader", "admin"],
 *   withoutSignIn: "admin",
 *   standard: { read: ["reader", "admin"], create: ["admin"], update: ["admin"], delete: ["admin"] },
 *   domains: {
 *     harbor: {},
 *     boat: {
 *       delete: [],
 *       hidden: { price: ["reader"] },
 *       scope: { reader: ({ user }) => ({ ownerId: user.id }) },
 *     },
 *   },
 * });
 */
export const defineAccess =
  <Domains extends Readonly<Record<string, StatedDomain>>, Router = unknown>() =>
  <const Role extends string>(rules: AccessRules<Domains, Router, Role>): Access =>
    rules as unknown as Access; // the same, of any domains
