import type { MikroORM } from "@mikro-orm/postgresql";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { createLink, type LinkKind } from "../mail/links.ts";
import { accountExistsMail, noPasswordMail, passwordResetMail, signUpMail } from "../mail/mails.ts";
import type { Outbox } from "../mail/outbox.ts";
import type { PeopleSettings } from "../settings.ts";
import { hasPassword } from "../users/password.ts";
import { storedEmail } from "../users/user.ts";
import { refuse, refuseForNow } from "./answers.ts";
import { waitBefore } from "./attempts.ts";
import type { Auth } from "./auth.ts";
import type { Forward } from "./forward.ts";
import { BASE_PATH, SET_PASSWORD_PAGE, SIGN_IN_PAGE } from "./paths.ts";

const Email = z.strictObject({ email: z.string().max(320).transform(storedEmail).pipe(z.email()) });

/** What the routes of mails and of their links work with. */
export interface MailParts {
  readonly auth: Auth;
  readonly orm: MikroORM;
  readonly forward: Forward;
  readonly outbox: Outbox;
  readonly settings: PeopleSettings;
}

/**
 * The routes by which people ask for a mail: to sign up, or to choose a new password. What is sent to whom is decided
 * behind the answer: an address that somebody has here and one that nobody has get the same one, after the same time.
 */
export function addMailRoutes(server: FastifyInstance, { orm, outbox, settings }: MailParts): void {
  const { OIDC_ISSUER, OIDC_NAME, SIGN_UP, PUBLIC_URL } = settings;
  // From the settings alone: a Host header of somebody else's making leads nobody there.
  const { host } = new URL(PUBLIC_URL);
  const signInPage = PUBLIC_URL + SIGN_IN_PAGE;
  const linkFor = async (kind: LinkKind, email: string): Promise<string> =>
    // Behind the #, no server, log or referrer gets to see it.
    `${PUBLIC_URL}${SET_PASSWORD_PAGE}#${await createLink(orm.em.fork(), { kind, email })}`;

  const asked =
    (decide: (email: string) => ReturnType<Parameters<Outbox["add"]>[0]>) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const given = Email.safeParse(request.body);
      if (!given.success) return refuse(reply, 400, "BAD_REQUEST", "Enter an email address.");
      const { email } = given.data;
      const wait = await waitBefore(orm, "mail", { address: request.ip, account: email });
      if (wait > 0) return refuseForNow(reply, wait);
      outbox.add(() => decide(email));
      return reply.code(204).send();
    };

  const signUp = asked(async (email) =>
    (await userIdOf(orm, email)) === undefined
      ? signUpMail(email, host, await linkFor("sign-up", email))
      : accountExistsMail(email, host, signInPage),
  );
  if (SIGN_UP === "yes") server.post(`${BASE_PATH}/sign-up`, signUp);

  const forgotten = asked(async (email) => {
    const userId = await userIdOf(orm, email);
    if (userId === undefined) return undefined;
    // Whom the provider alone signs in would get past it, and past what it asks for.
    if (OIDC_ISSUER !== undefined && !(await hasPassword(orm, userId)))
      return noPasswordMail(email, host, signInPage, OIDC_NAME);
    return passwordResetMail(email, host, await linkFor("reset", email));
  });
  server.post(`${BASE_PATH}/password/forgotten`, forgotten);
}

async function userIdOf(orm: MikroORM, email: string): Promise<string | undefined> {
  const [user] = await orm.em
    .fork()
    .execute<{ id: string }[]>(`select id from "auth"."users" where email = ?`, [email]);
  return user?.id;
}
