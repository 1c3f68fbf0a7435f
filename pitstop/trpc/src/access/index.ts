export { asApplication, asUser } from "./caller.ts";
export {
  type Access,
  type AccessRules,
  type DomainRules,
  defineAccess,
  type RowScope,
  type ScopeOf,
} from "./rules.ts";
export type { User } from "./user.ts";
