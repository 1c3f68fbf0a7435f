import { z } from "zod";
import { isLogged } from "../changes/change-log.ts";
import type { ApiDefinition } from "../definition.ts";
import { limitsOf, mayCall } from "./limits.ts";
import type { Access, Verb } from "./rules.ts";
import type { User } from "./user.ts";

/** The procedure that tells callers what they may do. It belongs to no domain, and to every API. */
export const OWN_ACCESS = "pitstop.access";

const DomainAccess = z.object({
  may: z.array(z.enum(["read", "create", "update", "delete"])),
  /** The attributes and relations that the user only reads. */
  readOnly: z.array(z.string()),
  /** Those that aren't there for the user. */
  hidden: z.array(z.string()),
  /** Whether its records have a history. */
  hasHistory: z.boolean(),
});

/** What the user of a page may do. */
export const OwnAccess = z.object({
  user: z.object({ id: z.string(), name: z.string(), role: z.string() }).nullable(),
  /** By the name of the domain. */
  domains: z.record(z.string(), DomainAccess),
  /** The procedures beyond those of every domain that the user may call, by their full names. */
  procedures: z.array(z.string()),
  /** The roles that the development user can take; empty anywhere else. */
  switchableRoles: z.array(z.string()),
});
export type OwnAccess = z.infer<typeof OwnAccess>;

/** What a caller may do: nothing without a user. */
export function ownAccessOf(
  { access, changeLog }: Pick<ApiDefinition, "access" | "changeLog">,
  user: User | undefined,
  switchableRoles: readonly string[] = [],
): OwnAccess {
  const others = [
    ...Object.entries(access.domains).flatMap(([domain, { procedures = {} }]) =>
      Object.keys(procedures).map((name) => `${domain}.${name}`),
    ),
    ...Object.keys(access.procedures ?? {}),
  ];
  return {
    user: user ? { id: user.id, name: user.name, role: user.role } : null,
    domains: user
      ? Object.fromEntries(
          Object.keys(access.domains).map((name) => [
            name,
            { ...domainAccess(access, name, user), hasHistory: isLogged(changeLog, name) },
          ]),
        )
      : {},
    procedures: user ? others.filter((path) => mayCall(access, path, user)) : [],
    switchableRoles: [...switchableRoles],
  };
}

function domainAccess(
  access: Access,
  name: string,
  { role }: User,
): Omit<z.infer<typeof DomainAccess>, "hasHistory"> {
  const { verbs, readOnly, hidden } = limitsOf(access, name, role);
  return { may: [...verbs] as Verb[], readOnly: [...readOnly], hidden: [...hidden] };
}
