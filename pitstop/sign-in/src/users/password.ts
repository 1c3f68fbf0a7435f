import type { EntityManager } from "@mikro-orm/postgresql";
import { PitstopError } from "@pitstop/errors";
import { hashPassword } from "better-auth/crypto";

/** The shortest and the longest password. A long one is worth more than one with odd characters. */
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

/** What is stored of a password. Throws PitstopError PASSWORD_LENGTH. */
export function hashOf(password: string): Promise<string> {
  const { min, max } = PASSWORD_LENGTH;
  if (password.length < min || password.length > max)
    throw new PitstopError(
      "PASSWORD_LENGTH",
      `A password has ${min} to ${max} characters.`,
      "Several words in a row are easy to remember and hard to guess.",
    );
  return hashPassword(password);
}

/** Gives a user a password, by its hash, in place of one that the user may have. */
export async function setPassword(em: EntityManager, userId: string, hash: string): Promise<void> {
  await em.execute(
    `insert into "auth"."accounts" (user_id, provider_id, account_id, password) values (?, 'credential', ?, ?)
     on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = now()`,
    [userId, userId, hash],
  );
}
