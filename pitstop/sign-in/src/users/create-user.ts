import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import { PitstopError } from "@pitstop/errors";
import { z } from "zod";
import { hashOf, setPassword } from "./password.ts";
import { storedEmail, type User } from "./user.ts";

/** A user that somebody with access to the database vouches for. */
export interface NewUser {
  readonly email: string;
  /** Defaults to the part of the email address before the `@`. */
  readonly name?: string | undefined;
  readonly role: string;
  /** Without it, the user signs in with the provider alone. */
  readonly password?: string | undefined;
}

/**
 * Creates a user who may sign in at once: the email address counts as verified. Throws PitstopError EMAIL_INVALID,
 * PASSWORD_LENGTH and USER_EXISTS.
 *
 * @example
 * await createUser(orm, { email: "ada@example.com", role: "admin", password: "correct horse battery staple" });
 */
export async function createUser(orm: MikroORM, user: NewUser): Promise<User> {
  const email = storedEmail(user.email);
  if (!z.email().safeParse(email).success)
    throw new PitstopError(
      "EMAIL_INVALID",
      `"${user.email}" is no email address.`,
      "Pass one such as ada@example.com.",
    );
  const hash = user.password === undefined ? undefined : await hashOf(user.password);
  return orm.em.fork().transactional(async (em) => {
    const created = await insertUser(em, { ...user, email });
    if (!created)
      throw new PitstopError(
        "USER_EXISTS",
        `There is a user ${email} already.`,
        "Choose another email address.",
      );
    if (hash !== undefined) await setPassword(em, created.id, hash);
    return created;
  });
}

/** Writes a user whose email address is known to be theirs; undefined where there is one with it. */
export async function insertUser(
  em: EntityManager,
  { email, name, role }: Pick<NewUser, "email" | "name" | "role">,
): Promise<User | undefined> {
  const [created] = await em.execute<User[]>(
    `insert into "auth"."users" (email, email_verified, name, role) values (?, true, ?, ?)
     on conflict (email) do nothing returning id, email, name, role`,
    [email, name ?? email.split("@", 1)[0], role],
  );
  return created;
}
