import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import { PitstopError } from "@pitstop/errors";
import { hashPassword } from "better-auth/crypto";
import { endLinks } from "../mail/links.ts";

/** The shortest and the longest password. A long one is worth more than one with odd characters. */
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

export const PASSWORD_LENGTH_TEXT = `A password has ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters.`;

export const hasPasswordLength = ({ length }: string): boolean =>
  length >= PASSWORD_LENGTH.min && length <= PASSWORD_LENGTH.max;

/** What is stored of a password. Throws PitstopError PASSWORD_LENGTH. */
export function hashOf(password: string): Promise<string> {
  if (hasPasswordLength(password)) return hashPassword(password);
  throw new PitstopError(
    "PASSWORD_LENGTH",
    PASSWORD_LENGTH_TEXT,
    "Several words in a row are easy to remember and hard to guess.",
  );
}

/** Whether a user signs in with a password, or with the provider alone. */
export async function hasPassword(orm: MikroORM, userId: string): Promise<boolean> {
  const found = await orm.em
    .fork()
    .execute(`select 1 from "auth"."accounts" where user_id = ? and provider_id = 'credential'`, [userId]);
  return found.length > 0;
}

/**
 * Gives a user a password, by its hash, in place of one that the user may have. Links that were sent to them end: whoever
 * has one would take the new password back.
 */
export async function setPassword(em: EntityManager, userId: string, hash: string): Promise<void> {
  await em.execute(
    `insert into "auth"."accounts" (user_id, provider_id, account_id, password) values (?, 'credential', ?, ?)
     on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = now()`,
    [userId, userId, hash],
  );
  await endLinksOf(em, userId);
}

/** Ends the links that were sent to a user. */
export async function endLinksOf(em: EntityManager, userId: string): Promise<void> {
  const [user] = await em.execute<{ email: string }[]>(`select email from "auth"."users" where id = ?`, [
    userId,
  ]);
  if (user) await endLinks(em, user.email);
}
