import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import { consumeLink, type Link, readLink } from "../mail/links.ts";
import { insertUser } from "../users/create-user.ts";
import { setPassword } from "../users/password.ts";

interface ChosenPassword {
  readonly token: string;
  readonly hash: string;
  /** The name of a person who signs up. */
  readonly name?: string | undefined;
  /** The role of a person who signs up; without it, nobody does. */
  readonly role?: string | undefined;
}

/** Takes back what was done so far for a link that turns out to be of no use. */
class LinkOfNoUse extends Error {}

/**
 * Gives whoever has a link a password, and ends all their sessions and all other links to the address. Gives the link
 * that was used, and undefined where it isn't of use (any more): then nothing has happened.
 */
export async function setPasswordByLink(orm: MikroORM, chosen: ChosenPassword): Promise<Link | undefined> {
  try {
    return await orm.em.fork().transactional((em) => setPasswordIn(em, chosen));
  } catch (error) {
    if (error instanceof LinkOfNoUse) return undefined;
    throw error;
  }
}

async function setPasswordIn(em: EntityManager, chosen: ChosenPassword): Promise<Link> {
  const link = await readLink(em, chosen.token);
  // First the user, then the links, as everything does that changes a password: they never wait for each other in turn.
  const userId =
    link?.kind === "reset" ? await knownUser(em, link.email) : await newUser(em, link?.email, chosen);
  if (!link || userId === undefined || !(await consumeLink(em, chosen.token))) throw new LinkOfNoUse();
  if (link.kind === "reset") await proveAddress(em, userId);
  await setPassword(em, userId, chosen.hash);
  await em.execute(`delete from "auth"."sessions" where user_id = ?`, [userId]);
  return link;
}

/** The user who has the address now: the link was sent to an address, not to a user. */
async function knownUser(em: EntityManager, email: string): Promise<string | undefined> {
  const [user] = await em.execute<{ id: string }[]>(
    `select id from "auth"."users" where email = ? for update`,
    [email],
  );
  return user?.id;
}

/** Whoever has become a user since the link was sent resets their password, and has none by it. */
async function newUser(
  em: EntityManager,
  email: string | undefined,
  { name, role }: ChosenPassword,
): Promise<string | undefined> {
  if (email === undefined || role === undefined) return undefined;
  return (await insertUser(em, { email, name, role }))?.id;
}

/** An account of the provider that came with an address which nobody had verified isn't its owner's, and goes. */
async function proveAddress(em: EntityManager, userId: string): Promise<void> {
  const [unproven] = await em.execute(
    `update "auth"."users" set email_verified = true where id = ? and not email_verified returning 1`,
    [userId],
  );
  if (unproven !== undefined) await em.execute(`delete from "auth"."accounts" where user_id = ?`, [userId]);
}
