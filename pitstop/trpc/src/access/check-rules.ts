import { HistoryQuery, Restoration, TrashQuery } from "@pitstop/domain";
import type { AnyTRPCProcedure, AnyTRPCRouter } from "@trpc/server";
import type { z } from "zod";
import { ownValue } from "../own-value.ts";
import { AccessError } from "./access-error.ts";
import { ruleOf } from "./limits.ts";
import type { Access } from "./rules.ts";

/**
 * Throws AccessError where a procedure has no rule or another one's, or a rule names a role that isn't stated: nothing is
 * served then.
 */
export function checkRules(access: Access, router: AnyTRPCRouter): void {
  const procedures = router._def.procedures as Readonly<Record<string, AnyTRPCProcedure>>; // as tRPC keeps them
  const paths = Object.keys(procedures);
  const taken = paths.filter((path) => isNameTaken(access, path, procedures[path]));
  if (taken.length > 0)
    throw new AccessError(
      "PROCEDURE_NAME_TAKEN",
      `${taken.join(", ")} ${taken.length === 1 ? "has a name" : "have names"} of the procedures that every domain has, and ${taken.length === 1 ? "is another one" : "are others"}: the rule of reading would hold, or that of a restore, and the pages and REST would call it.`,
      "Give it another name in the domain's router, such as carLog. docs/upgrading.md says more.",
    );
  const unruled = paths.filter((path) => ruleOf(access, path) === undefined);
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

/** What came to every domain once applications had procedures of their own, by what it takes. */
const CAME_LATER: Readonly<Record<string, z.ZodType>> = {
  history: HistoryQuery,
  trash: TrashQuery,
  restore: Restoration,
};

/** Whether a procedure is called like one of every domain, and takes something else. */
function isNameTaken({ domains }: Access, path: string, procedure: AnyTRPCProcedure | undefined): boolean {
  const [domain = "", name = "", ...more] = path.split(".");
  const taken = ownValue(CAME_LATER, name);
  if (more.length > 0 || !taken || !Object.hasOwn(domains, domain)) return false;
  const { inputs = [] } = (procedure?._def ?? {}) as { inputs?: readonly unknown[] }; // tRPC doesn't type them
  return inputs[0] !== taken;
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
