import type { MikroORM } from "@mikro-orm/postgresql";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { PeopleSettings } from "../settings.ts";
import { hasPassword, hasPasswordLength, PASSWORD_LENGTH, PASSWORD_LENGTH_TEXT } from "../users/password.ts";
import { forgetAttempts, pruneExpired, waitBefore } from "./attempts.ts";
import type { Auth } from "./auth.ts";
import { ADDRESS_HEADER, BASE_PATH, PROVIDER, SESSION_PATH } from "./paths.ts";
import { type SignedIn, signedInBy } from "./people.ts";
import { endSessions, listSessions } from "./sessions.ts";

/** An address within this application, to return to. Better-auth looks at it again. */
const OwnAddress = z.string().regex(/^\/(?![/\\])/, "must be an address of this application");

const Password = z.strictObject({ email: z.string().max(320), password: z.string().max(1_000) });
const NewPassword = z.strictObject({ current: z.string().max(1_000), next: z.string().max(1_000) });
const Provider = z.strictObject({ returnTo: OwnAddress });

/** In milliseconds. */
const PRUNE_INTERVAL = 60 * 60_000;

/** The routes of sign-in. Of better-auth's, callers reach those that are named here and no others. */
export function addRoutes(
  server: FastifyInstance,
  auth: Auth,
  orm: MikroORM,
  settings: PeopleSettings,
): void {
  const { PUBLIC_URL } = settings;
  const forward = (request: FastifyRequest, path: string, body?: object): Promise<Response> =>
    auth.handler(
      new Request(`${PUBLIC_URL}${BASE_PATH}${path}`, {
        method: request.method,
        headers: forwardedHeaders(request, PUBLIC_URL),
        ...(body && { body: JSON.stringify(body) }),
      }),
    );

  server.get(SESSION_PATH, async (request, reply) => {
    // Also prolongs it, and takes a cookie back whose session has ended.
    const answer = await forward(request, "/get-session");
    copyCookies(answer, reply);
    const signedIn = await signedInBy(auth, request.headers.cookie);
    return {
      isOn: true,
      user: signedIn?.user ?? null,
      provider: settings.OIDC_ISSUER === undefined ? null : settings.OIDC_NAME,
    };
  });

  server.post(`${BASE_PATH}/password`, async (request, reply) => {
    const given = Password.safeParse(request.body);
    if (!given.success) return refuse(reply, 400, "BAD_REQUEST", "Enter an email address and a password.");
    const attempt = { address: request.ip, account: given.data.email };
    const wait = await waitBefore(orm, attempt);
    if (wait > 0) return refuseForNow(reply, wait);
    const former = await signedInBy(auth, request.headers.cookie);
    const answer = await forward(request, "/sign-in/email", given.data);
    // A malformed address, an unknown one and a wrong password are one answer.
    if (answer.status === 400 || answer.status === 401)
      return refuse(reply, 401, "SIGN_IN_REFUSED", "The email address or the password is wrong.");
    if (!answer.ok) return refuse(reply, answer.status, "SIGN_IN_REFUSED", "You can't sign in from here.");
    await forgetAttempts(orm, attempt);
    // Whoever was signed in with this browser isn't any more.
    if (former) await endSessions(orm, former.user.id, { id: former.sessionId });
    copyCookies(answer, reply);
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
    const attempt = { address: request.ip, account: signedIn.user.email };
    const wait = await waitBefore(orm, attempt);
    if (wait > 0) return refuseForNow(reply, wait);
    const answer = await forward(request, "/change-password", {
      currentPassword: current,
      newPassword: next,
      revokeOtherSessions: true,
    });
    if (!answer.ok)
      return refuse(reply, 403, "PASSWORD_WRONG", "The password that you have now is another one.");
    await forgetAttempts(orm, attempt);
    copyCookies(answer, reply);
    return reply.code(204).send();
  });

  server.post(`${BASE_PATH}/provider`, async (request, reply) => {
    const given = Provider.safeParse(request.body);
    if (!given.success || settings.OIDC_ISSUER === undefined)
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

/** What better-auth looks at. Addresses that a caller claims to have are none of it. */
function forwardedHeaders({ headers, ip }: FastifyRequest, publicUrl: string): Headers {
  const forwarded = new Headers({ [ADDRESS_HEADER]: ip, "content-type": "application/json" });
  for (const name of ["cookie", "user-agent"] as const) {
    const value = headers[name];
    if (value !== undefined) forwarded.set(name, value);
  }
  // Foreign origins have been refused by the server, to which the browser told its own.
  forwarded.set("origin", publicUrl);
  return forwarded;
}

function copyCookies(from: Response, to: FastifyReply): void {
  for (const cookie of from.headers.getSetCookie()) to.header("set-cookie", cookie);
}

const refuse = (reply: FastifyReply, status: number, error: string, message: string): FastifyReply =>
  reply.code(status).send({ error, message });

const refuseStranger = (reply: FastifyReply): FastifyReply =>
  refuse(reply, 401, "SESSION_ENDED", "Your session has ended. Sign in again.");

const refuseForNow = (reply: FastifyReply, seconds: number): FastifyReply =>
  refuse(
    reply.header("retry-after", seconds),
    429,
    "TOO_MANY_ATTEMPTS",
    `There were too many attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`,
  );

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
