import type { MikroORM } from "@mikro-orm/postgresql";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { SendMail } from "../mail/mail.ts";
import { passwordChangedMail } from "../mail/mails.ts";
import { outboxOf } from "../mail/outbox.ts";
import type { PeopleSettings } from "../settings.ts";
import {
  endLinksOf,
  hasPassword,
  hasPasswordLength,
  PASSWORD_LENGTH,
  PASSWORD_LENGTH_TEXT,
} from "../users/password.ts";
import { refuse, refuseForNow, refuseStranger } from "./answers.ts";
import { forgetAttempts, pruneExpired, waitBefore } from "./attempts.ts";
import type { Auth } from "./auth.ts";
import { enter } from "./enter.ts";
import { copyCookies, forwardTo } from "./forward.ts";
import { addLinkRoutes } from "./link-routes.ts";
import { addMailRoutes } from "./mail-routes.ts";
import { BASE_PATH, PROVIDER, SESSION_PATH } from "./paths.ts";
import { type SignedIn, signedInBy } from "./people.ts";
import { endSessions, listSessions } from "./sessions.ts";

const Password = z.strictObject({ email: z.string().max(320), password: z.string().max(1_000) });
const NewPassword = z.strictObject({ current: z.string().max(1_000), next: z.string().max(1_000) });
const Provider = z.strictObject({ returnTo: z.string().startsWith("/") });

/** In milliseconds. */
const PRUNE_INTERVAL = 60 * 60_000;

/**
 * The routes of sign-in. Of better-auth's, callers reach those that are named here and no others. Without a way to send
 * mails, nobody signs up or resets a password by one.
 */
export function addRoutes(
  server: FastifyInstance,
  auth: Auth,
  orm: MikroORM,
  settings: PeopleSettings,
  sendMail: SendMail | undefined,
): void {
  const { PUBLIC_URL } = settings;
  const forward = forwardTo(auth, PUBLIC_URL);
  const outbox = sendMail && outboxOf(server, sendMail);
  if (outbox)
    for (const add of [addMailRoutes, addLinkRoutes]) add(server, { auth, orm, forward, outbox, settings });

  server.get(SESSION_PATH, async (request, reply) => {
    // Also prolongs it, and takes a cookie back whose session has ended.
    const answer = await forward(request, "/get-session");
    copyCookies(answer, reply);
    const signedIn = await signedInBy(auth, request.headers.cookie);
    return {
      isOn: true,
      user: signedIn?.user ?? null,
      provider: settings.OIDC_ISSUER === undefined ? null : settings.OIDC_NAME,
      canSignUp: outbox !== undefined && settings.SIGN_UP === "yes",
      canResetPassword: outbox !== undefined,
    };
  });

  server.post(`${BASE_PATH}/password`, async (request, reply) => {
    const given = Password.safeParse(request.body);
    if (!given.success) return refuse(reply, 400, "BAD_REQUEST", "Enter an email address and a password.");
    const { email } = given.data;
    const wait = await waitBefore(orm, "password", { address: request.ip, account: email });
    if (wait > 0) return refuseForNow(reply, wait);
    const answer = await enter({ auth, orm, forward }, given.data, request, reply);
    // A malformed address, an unknown one and a wrong password are one answer.
    if (answer.status === 400 || answer.status === 401)
      return refuse(reply, 401, "SIGN_IN_REFUSED", "The email address or the password is wrong.");
    if (!answer.ok) return refuse(reply, answer.status, "SIGN_IN_REFUSED", "You can't sign in from here.");
    await forgetAttempts(orm, email);
    return reply.code(204).send();
  });

  server.post(`${BASE_PATH}/password/change`, async (request, reply) => {
    const signedIn = await signedInBy(auth, request.headers.cookie);
    if (!signedIn) return refuseStranger(reply);
    const given = NewPassword.safeParse(request.body);
    if (!given.success) return refuse(reply, 400, "BAD_REQUEST", "Enter your password and a new one.");
    const { current, next } = given.data;
    if (!hasPasswordLength(next)) return refuse(reply, 400, "PASSWORD_LENGTH", PASSWORD_LENGTH_TEXT);
    // Whoever found this browser open could guess here, too.
    const { id, email } = signedIn.user;
    const wait = await waitBefore(orm, "password", { address: request.ip, account: email });
    if (wait > 0) return refuseForNow(reply, wait);
    const answer = await forward(request, "/change-password", {
      currentPassword: current,
      newPassword: next,
      revokeOtherSessions: true,
    });
    if (!answer.ok)
      return refuse(reply, 403, "PASSWORD_WRONG", "The password that you have now is another one.");
    await forgetAttempts(orm, email);
    await endLinksOf(orm.em.fork(), id);
    outbox?.add(async () => passwordChangedMail(email, new URL(PUBLIC_URL).host));
    copyCookies(answer, reply);
    return reply.code(204).send();
  });

  server.post(`${BASE_PATH}/provider`, async (request, reply) => {
    const given = Provider.safeParse(request.body);
    // As a browser reads it: it leaves some characters out. Better-auth looks at it again.
    const isOwn = given.success && URL.parse(given.data.returnTo, PUBLIC_URL)?.origin === PUBLIC_URL;
    if (!isOwn || settings.OIDC_ISSUER === undefined)
      return refuse(reply, 400, "BAD_REQUEST", "There is no such way to sign in.");
    const answer = await forward(request, "/sign-in/social", {
      provider: PROVIDER,
      callbackURL: given.data.returnTo,
      errorCallbackURL: "/sign-in",
    });
    if (!answer.ok)
      return refuse(
        reply,
        502,
        "PROVIDER_UNREACHABLE",
        `${settings.OIDC_NAME} can't be reached at the moment.`,
      );
    const { url } = (await answer.json()) as { url: string }; // better-auth's own
    copyCookies(answer, reply);
    return { url };
  });

  // The provider sends the browser back here.
  server.get(`${BASE_PATH}/callback/${PROVIDER}`, async (request, reply) => {
    const [, query = ""] = /\?(.*)$/.exec(request.url) ?? [];
    const answer = await forward(request, `/callback/${PROVIDER}?${query}`);
    copyCookies(answer, reply);
    return reply.redirect(answer.headers.get("location") ?? "/sign-in?error=unknown");
  });

  server.post(`${BASE_PATH}/sign-out`, async (request, reply) => {
    const answer = await forward(request, "/sign-out", {});
    copyCookies(answer, reply);
    return reply.code(204).send();
  });

  server.get(`${BASE_PATH}/sessions`, async (request, reply) => {
    const signedIn = await signedInBy(auth, request.headers.cookie);
    if (!signedIn) return refuseStranger(reply);
    const sessions = await listSessions(orm, signedIn.user.id);
    return {
      hasPassword: await hasPassword(orm, signedIn.user.id),
      passwordLength: PASSWORD_LENGTH,
      sessions: sessions.map((session) => ({ ...session, isCurrent: session.id === signedIn.sessionId })),
    };
  });

  const ending =
    (which: (request: FastifyRequest, signedIn: SignedIn) => Parameters<typeof endSessions>[2]) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const signedIn = await signedInBy(auth, request.headers.cookie);
      if (!signedIn) return refuseStranger(reply);
      await endSessions(orm, signedIn.user.id, which(request, signedIn));
      return reply.code(204).send();
    };
  server.delete(
    `${BASE_PATH}/sessions/:id`,
    ending(({ params }) => params as { id: string }),
  ); // the route says so
  server.delete(
    `${BASE_PATH}/sessions`,
    ending((_request, { sessionId }) => ({ allBut: sessionId })),
  );

  prune(server, orm);
}

function prune(server: FastifyInstance, orm: MikroORM): void {
  let pruning = Promise.resolve();
  const once = (): Promise<void> =>
    pruneExpired(orm).catch((error: unknown) => {
      server.log.warn({ err: error }, "expired sessions can't be deleted; trying again in an hour");
    });
  const timer = setInterval(() => (pruning = pruning.then(once)), PRUNE_INTERVAL).unref();
  server.addHook("onClose", async () => {
    clearInterval(timer);
    await pruning;
  });
}
