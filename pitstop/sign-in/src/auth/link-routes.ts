import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { readLink } from "../mail/links.ts";
import { passwordChangedMail } from "../mail/mails.ts";
import { hashOf, hasPasswordLength, PASSWORD_LENGTH, PASSWORD_LENGTH_TEXT } from "../users/password.ts";
import { refuse, refuseForNow } from "./answers.ts";
import { forgetAttempts, waitBefore } from "./attempts.ts";
import { enter } from "./enter.ts";
import type { MailParts } from "./mail-routes.ts";
import { BASE_PATH } from "./paths.ts";
import { setPasswordByLink } from "./set-password.ts";

const Token = z.string().max(200);
const Held = z.strictObject({ token: Token });
const Chosen = z.strictObject({
  token: Token,
  password: z.string().max(1_000),
  name: z.string().trim().min(1).max(200).optional(),
});

/** The routes behind the link of a mail: whoever has it chooses a password, and is signed in with it. */
export function addLinkRoutes(server: FastifyInstance, parts: MailParts): void {
  const { orm, outbox, settings } = parts;
  const role = settings.SIGN_UP === "yes" ? settings.SIGN_UP_ROLE : undefined;

  // Looks at a link before anybody chooses a password. It stays of use.
  server.post(`${BASE_PATH}/password/link`, async (request, reply) => {
    const given = Held.safeParse(request.body);
    const link = given.success ? await readLink(orm.em.fork(), given.data.token) : undefined;
    // Another setting may hold since it was sent.
    if (!link || (link.kind === "sign-up" && role === undefined)) return refuseLink(reply);
    return { ...link, passwordLength: PASSWORD_LENGTH };
  });

  server.post(`${BASE_PATH}/password/set`, async (request, reply) => {
    const given = Chosen.safeParse(request.body);
    if (!given.success) return refuse(reply, 400, "BAD_REQUEST", "Enter a password.");
    const { token, password, name } = given.data;
    if (!hasPasswordLength(password)) return refuse(reply, 400, "PASSWORD_LENGTH", PASSWORD_LENGTH_TEXT);
    // A hash takes long: nobody has one made for a token of their own making, or many at once for one of theirs.
    const wait = await waitBefore(orm, "link", { address: request.ip, account: token });
    if (wait > 0) return refuseForNow(reply, wait);
    if (!(await readLink(orm.em.fork(), token))) return refuseLink(reply);
    const link = await setPasswordByLink(orm, { token, hash: await hashOf(password), name, role });
    if (!link) return refuseLink(reply);
    const { kind, email } = link;
    if (kind === "reset")
      outbox.add(async () => passwordChangedMail(email, new URL(settings.PUBLIC_URL).host));
    // Guesses of others keep out nobody who reads the mail of the account.
    await forgetAttempts(orm, email);
    await enter(parts, { email, password }, request, reply);
    return reply.code(204).send();
  });
}

const refuseLink = (reply: FastifyReply): FastifyReply =>
  refuse(reply, 400, "LINK_INVALID", "This link has expired, or it was used already. Ask for another one.");
