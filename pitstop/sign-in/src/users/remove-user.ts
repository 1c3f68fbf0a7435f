import type { MikroORM } from "@mikro-orm/postgresql";
import { storedEmail, type User, userNotFound } from "./user.ts";

/**
 * Removes a user, with their sessions and ways to sign in. Records keep what the user wrote. Throws PitstopError
 * USER_NOT_FOUND.
 *
 * @example
 * await removeUser(orm, "ada@example.com");
 */
export async function removeUser(orm: MikroORM, email: string): Promise<User> {
  const [removed] = await orm.em
    .fork()
    .execute<User[]>(`delete from "auth"."users" where email = ? returning id, email, name, role`, [
      storedEmail(email),
    ]);
  if (!removed) throw userNotFound(email);
  return removed;
}
