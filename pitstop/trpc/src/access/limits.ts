import { ownValue } from "../own-value.ts";
import type { Access, StatedDomainRules, StatedScope, Verb } from "./rules.ts";
import type { User } from "./user.ts";

/** What limits a role in a domain, by the names of attributes and relations. */
export interface RoleLimits {
  readonly verbs: ReadonlySet<Verb>;
  readonly hidden: ReadonlySet<string>;
  readonly readOnly: ReadonlySet<string>;
  readonly scope: StatedScope | undefined;
}

const known = new WeakMap<StatedDomainRules, Map<string, RoleLimits>>();

/** What limits a role in a domain; a domain without rules is closed to everybody. */
export function limitsOf(access: Access, domain: string, role: string): RoleLimits {
  const rules = ownValue(access.domains, domain);
  if (!rules) return CLOSED;
  const read = known.get(rules) ?? new Map<string, RoleLimits>();
  known.set(rules, read);
  const limits = read.get(role) ?? readLimits(access.standard, rules, role);
  read.set(role, limits);
  return limits;
}

const CLOSED: RoleLimits = {
  verbs: new Set(),
  hidden: new Set(),
  readOnly: new Set(),
  scope: undefined,
};

function readLimits(standard: Access["standard"], rules: StatedDomainRules, role: string): RoleLimits {
  const verbs = (["read", "create", "update", "delete"] as const).filter((verb) =>
    (rules[verb] ?? standard[verb]).includes(role),
  );
  const named = (stated: StatedDomainRules["hidden"] = {}): Set<string> =>
    new Set(Object.keys(stated).filter((name) => stated[name]?.includes(role)));
  const { scope } = rules;
  return {
    verbs: new Set(verbs),
    hidden: named(rules.hidden),
    readOnly: named(rules.readOnly),
    scope: typeof scope === "function" ? scope : ownValue(scope, role),
  };
}

/** Whether a role may call a procedure: `car.list` is read, `car.paint` has a rule of its own. */
export function mayCall(access: Access, path: string, { role }: User): boolean {
  return ruleOf(access, path)?.includes(role) === true;
}

/** A record is restored by a change or, if it was deleted, by a new one: the service knows which it is. */
const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  list: ["read"],
  count: ["read"],
  byId: ["read"],
  create: ["create"],
  update: ["update"],
  delete: ["delete"],
  history: ["read"],
  trash: ["read"],
  restore: ["update", "create"],
};

/** The roles that may call a procedure; undefined where no rule says so. */
export function ruleOf(access: Access, path: string): readonly string[] | undefined {
  const [domain = "", name = "", ...more] = path.split(".");
  const rules = ownValue(access.domains, domain);
  if (more.length > 0 || !rules) return ownValue(access.procedures, path);
  const verbs = ownValue(VERBS, name);
  return verbs
    ? verbs.flatMap((verb) => rules[verb] ?? access.standard[verb])
    : ownValue(rules.procedures, name);
}
