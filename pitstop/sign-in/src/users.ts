import type { MikroORM } from "@mikro-orm/postgresql";
import { PitstopError } from "@pitstop/errors";
import { hashPassword } from "better-auth/crypto";
import { z } from "zod";

/** The shortest and the longest password. A long one is worth more than one with odd characters. */
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

/** A user that somebody with access to the database vouches for. */
export interface NewUser {
  readonly email: string;
  /** Defaults to the part of the email address before the `@`. */
  readonly name?: string | undefined;
  readonly role: string;
  /** Without it, the user signs in with the provider alone. */
  readonly password?: string | undefined;
}

/** A user as it is stored. */
export interface CreatedUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
}

/**
 * Creates a user who may sign in at once: the email address counts as verified. Throws PitstopError EMAIL_INVALID,
 * PASSWORD_LENGTH and USER_EXISTS.
 *
 * @example
 * await createUser(orm, { email: "ada@example.com", role: "admin", password: "correct horse battery staple" });
 */
export async function createUser(orm: MikroORM, user: NewUser): Promise<CreatedUser> {
  const email = user.email.trim().toLowerCase();
  if (!z.email().safeParse(email).success)
    throw new PitstopError(
      "EMAIL_INVALID",
      `"${user.email}" is no email address.`,
      "Pass one such as ada@example.com.",
    );
  const hash = user.password === undefined ? undefined : await hashOf(user.password);
  return orm.em.fork().transactional(async (em) => {
    const [created] = await em.execute<CreatedUser[]>(
      `insert into "auth"."users" (email, email_verified, name, role) values (?, true, ?, ?)
       on conflict (email) do nothing returning id, email, name, role`,
      [email, user.name ?? email.split("@", 1)[0], user.role],
    );
    if (!created)
      throw new PitstopError(
        "USER_EXISTS",
        `There is a user ${email} already.`,
        "Choose another email address.",
      );
    if (hash !== undefined)
      await em.execute(
        `insert into "auth"."accounts" (user_id, provider_id, account_id, password) values (?, 'credential', ?, ?)`,
        [created.id, created.id, hash],
      );
    return created;
  });
}

function hashOf(password: string): Promise<string> {
  const { min, max } = PASSWORD_LENGTH;
  if (password.length < min || password.length > max)
    throw new PitstopError(
      "PASSWORD_LENGTH",
      `A password has ${min} to ${max} characters.`,
      "Several words in a row are easy to remember and hard to guess.",
    );
  return hashPassword(password);
}
