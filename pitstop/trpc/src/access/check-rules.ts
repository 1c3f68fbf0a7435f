import type { AnyTRPCRouter } from "@trpc/server";
import { AccessError } from "./access-error.ts";
import { ruleOf } from "./limits.ts";
import type { Access } from "./rules.ts";

/** Throws AccessError where a procedure has no rule, or a rule names a role that isn't stated: nothing is served then. */
export function checkRules(access: Access, router: AnyTRPCRouter): void {
  const procedures = Object.keys(router._def.procedures as object);
  const unruled = procedures.filter((path) => ruleOf(access, path) === undefined);
  if (unruled.length > 0)
    throw new AccessError(
      "PROCEDURE_WITHOUT_RULE",
      `No rule says who may call ${unruled.join(", ")}.`,
      "State it in packages/api/src/access.ts. `pnpm typecheck` shows where.",
    );
  const unknown = [...rolesIn(access)].filter((role) => !access.roles.includes(role));
  if (unknown.length > 0)
    throw new AccessError(
      "ROLE_UNKNOWN",
      `The access rules name ${unknown.map((role) => `"${role}"`).join(", ")}, which "roles" doesn't list.`,
      "Correct the name, or add the role to `roles` in packages/api/src/access.ts.",
    );
}

function rolesIn({ withoutSignIn, standard, domains, procedures = {}, retired = {} }: Access): Set<string> {
  const ofDomains = Object.values(domains).flatMap((rules) => [
    ...[rules.read, rules.create, rules.update, rules.delete].map((roles) => roles ?? []),
    ...[rules.hidden, rules.readOnly, rules.procedures].flatMap((named) =>
      Object.values(named ?? {}).map((roles) => roles ?? []),
    ),
    typeof rules.scope === "object" ? Object.keys(rules.scope) : [],
  ]);
  const others = [...Object.values(standard), ...Object.values(procedures), ...Object.values(retired)];
  return new Set([withoutSignIn, ...ofDomains.flat(), ...others.flat()]);
}
