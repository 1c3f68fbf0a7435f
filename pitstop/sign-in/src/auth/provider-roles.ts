import type { MikroORM } from "@mikro-orm/postgresql";
import type { BetterAuthOptions } from "better-auth";
import type { SignInSettings } from "../settings.ts";
import { roleIn } from "../tokens/role-claim.ts";

type Admit = NonNullable<NonNullable<BetterAuthOptions["user"]>["validateUserInfo"]>;

/** The code with which somebody is led back to the sign-in page whom the provider gives no role. */
const NO_ROLE = "no_role";

/**
 * Takes the roles of people from the provider, at each sign-in with it. Whom it gives none gets `SIGN_UP_ROLE`; without
 * that, they don't come in, and their sessions end. Without `OIDC_ROLE_CLAIM`, the provider says nothing of roles.
 */
export function rolesOfProvider(
  orm: MikroORM,
  { OIDC_ROLE_CLAIM, OIDC_ROLES, SIGN_UP_ROLE }: SignInSettings,
  roles: readonly string[],
) {
  /** By the call of better-auth that creates them. */
  const ofNewUsers = new WeakMap<object, string>();
  const admit: Admit = async ({ user, source }, context) => {
    if (OIDC_ROLE_CLAIM === undefined || source.method !== "oauth") return;
    const stated = roleIn(source.oauth?.profile ?? {}, OIDC_ROLE_CLAIM, OIDC_ROLES);
    const role = stated !== undefined && roles.includes(stated) ? stated : SIGN_UP_ROLE;
    const { id } = user;
    if (source.action === "create-user" || id === undefined) {
      if (role === undefined) return { error: NO_ROLE };
      ofNewUsers.set(context, role);
      return;
    }
    const em = orm.em.fork();
    if (role === undefined) {
      await em.execute(`delete from "auth"."sessions" where user_id = ?`, [id]);
      return { error: NO_ROLE };
    }
    await em.execute(`update "auth"."users" set role = ?, updated_at = now() where id = ? and role <> ?`, [
      role,
      id,
      role,
    ]);
  };
  return {
    admit,
    /** What the provider says of a user who is created by this call. */
    ofNewUser: (context: object | null | undefined): { role?: string } => {
      const role = context ? ofNewUsers.get(context) : undefined;
      return role === undefined ? {} : { role };
    },
  };
}
