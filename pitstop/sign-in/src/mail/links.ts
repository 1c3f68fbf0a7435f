import { createHash, randomBytes } from "node:crypto";
import type { EntityManager } from "@mikro-orm/postgresql";

/** For how long a link of a mail is of use. */
export const LINK_MINUTES = 60;

/** What a link is for: it never does the other. */
export type LinkKind = "sign-up" | "reset";

/** What whoever has a link has shown: that they read the mail of an address. */
export interface Link {
  readonly kind: LinkKind;
  readonly email: string;
}

/**
 * Makes the token of a link. Earlier ones stay of use: otherwise anybody could end somebody's link by asking for
 * another one. The database has a hash of it, which nobody gets a token from.
 */
export async function createLink(em: EntityManager, { kind, email }: Link): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await em.execute(
    `insert into "auth"."verifications" (identifier, value, expires_at)
     values (?, ?, now() + make_interval(mins => ?))`,
    [identifierOf(token), `${kind} ${email}`, LINK_MINUTES],
  );
  return token;
}

/** What a token is for; undefined where it was made up, used, or is too old. */
export async function readLink(em: EntityManager, token: string): Promise<Link | undefined> {
  const [found] = await em.execute<{ value: string }[]>(
    `select value from "auth"."verifications" where identifier = ? and expires_at > now()`,
    [identifierOf(token)],
  );
  return found && linkIn(found.value);
}

/** The same, and the token is used with it: of many who send it at once, one gets it. */
export async function consumeLink(em: EntityManager, token: string): Promise<Link | undefined> {
  const [used] = await em.execute<{ value: string }[]>(
    `delete from "auth"."verifications" where identifier = ? and expires_at > now() returning value`,
    [identifierOf(token)],
  );
  return used && linkIn(used.value);
}

/** Ends the links that were sent to an address, whatever they are for. */
export async function endLinks(em: EntityManager, email: string): Promise<void> {
  await em.execute(`delete from "auth"."verifications" where identifier like 'link %' and value in (?, ?)`, [
    `sign-up ${email}`,
    `reset ${email}`,
  ]);
}

const identifierOf = (token: string): string =>
  `link ${createHash("sha256").update(token).digest("base64url")}`;

function linkIn(value: string): Link | undefined {
  const [, kind, email = ""] = /^(sign-up|reset) (.+)$/.exec(value) ?? [];
  return kind === "sign-up" || kind === "reset" ? { kind, email } : undefined;
}
