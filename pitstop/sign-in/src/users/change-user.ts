import type { MikroORM } from "@mikro-orm/postgresql";
import { hashOf, setPassword } from "./password.ts";
import { storedEmail, type User, userNotFound } from "./user.ts";

/** What changes of a user; the rest stays. */
export interface UserChange {
  readonly role?: string | undefined;
  readonly name?: string | undefined;
  /** Whoever is signed in with the former one is signed out. */
  readonly password?: string | undefined;
}

/**
 * Changes a user. Another role holds from the next request on. Throws PitstopError USER_NOT_FOUND and PASSWORD_LENGTH.
 *
 * @example
 * await changeUser(orm, "ada@example.com", { role: "editor" });
 */
export async function changeUser(orm: MikroORM, email: string, change: UserChange): Promise<User> {
  const { role = null, name = null, password } = change;
  const hash = password === undefined ? undefined : await hashOf(password);
  return orm.em.fork().transactional(async (em) => {
    const [changed] = await em.execute<User[]>(
      `update "auth"."users" set role = coalesce(?, role), name = coalesce(?, name), updated_at = now()
       where email = ? returning id, email, name, role`,
      [role, name, storedEmail(email)],
    );
    if (!changed) throw userNotFound(email);
    if (hash !== undefined) {
      await setPassword(em, changed.id, hash);
      await em.execute(`delete from "auth"."sessions" where user_id = ?`, [changed.id]);
    }
    return changed;
  });
}
