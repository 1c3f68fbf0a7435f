import type { Application } from "@pitstop/http";
import type { FastifyInstance } from "fastify";
import type { Auth } from "./auth/auth.ts";
import { sessionCookieOf } from "./auth/cookies.ts";
import { SESSION_PATH } from "./auth/paths.ts";
import { userOfCookie } from "./auth/people.ts";
import { addRoutes } from "./auth/routes.ts";
import { authenticateBy } from "./authenticate.ts";
import type { SendMail } from "./mail/mail.ts";
import { printMail } from "./mail/print-mail.ts";
import { checkSignInSettings, readSignInSettings, type SignInSettings } from "./settings.ts";
import { bearerTokens } from "./tokens/bearer-tokens.ts";
import type { TokenIssuer } from "./tokens/token-issuer.ts";

/** What an application states of sign-in beside the settings. */
export interface SignInOptions {
  /** Issuers of bearer tokens beside that of `TOKEN_ISSUER`. */
  readonly tokens?: readonly TokenIssuer[];
  /**
   * Sends mails: with it, people reset a password that they forgot, and sign up where `SIGN_UP` is on. In development
   * (`pnpm start`), mails are in the log by default; anywhere else, nothing is sent without it.
   */
  readonly sendMail?: SendMail;
  /** The settings; defaults to those of the process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * What tells an application who calls it: API keys, bearer tokens, and people who sign in. It is on where `AUTH_SECRET`
 * or `TOKEN_ISSUER` is set, and otherwise leaves the API as it is. Throws PitstopError SIGN_IN_SETTINGS_INVALID when the server starts.
 *
 * @example
 * await start({ title: "Acme", api: servedApi(), database, ...signIn() });
 */
export function signIn({
  tokens = [],
  sendMail,
  environment = process.env,
}: SignInOptions = {}): Pick<Application, "authenticate" | "plugins" | "securitySchemes"> {
  const isOn = Boolean(environment.AUTH_SECRET || environment.TOKEN_ISSUER) || tokens.length > 0;
  if (!isOn) return { plugins: [nobodySignsIn] };
  let settings: SignInSettings | undefined;
  let auth: Auth | undefined;
  let userOfToken = bearerTokens(tokens);
  return {
    plugins: [
      async (server, { orm, roles }) => {
        settings = readSignInSettings(environment);
        const isDevelopment = environment.DEVELOPMENT_USER === "yes";
        const send = sendMail ?? (isDevelopment ? printMail(server.log) : undefined);
        checkSignInSettings(settings, { roles, sendsMail: send !== undefined });
        userOfToken = bearerTokens([...tokens, ...issuerOf(settings)]);
        const { AUTH_SECRET, PUBLIC_URL } = settings;
        if (AUTH_SECRET === undefined || PUBLIC_URL === undefined) return nobodySignsIn(server);
        const people = { ...settings, AUTH_SECRET, PUBLIC_URL };
        // A server on which nobody signs in doesn't load it.
        const { createAuth } = await import("./auth/auth.ts");
        auth = createAuth(orm, people, server.log, roles);
        await auth.$context;
        addRoutes(server, auth, orm, people, send);
      },
    ],
    securitySchemes: securitySchemesOf(environment),
    authenticate: authenticateBy({
      userOfToken: (token) => userOfToken(token),
      userOfCookie: async (cookie) =>
        auth && settings?.PUBLIC_URL !== undefined
          ? userOfCookie(auth, settings.PUBLIC_URL, cookie)
          : undefined,
    }),
  };
}

/** The credentials that callers send, as request-credentials.ts reads them. */
function securitySchemesOf({
  AUTH_SECRET,
  PUBLIC_URL = "",
}: NonNullable<SignInOptions["environment"]>): NonNullable<Application["securitySchemes"]> {
  return {
    bearer: { type: "http", scheme: "bearer", description: "An API key, or a token of the OIDC issuer." },
    apiKey: { type: "apiKey", in: "header", name: "X-API-Key", description: "An API key." },
    ...(AUTH_SECRET && {
      session: {
        type: "apiKey",
        in: "cookie",
        name: sessionCookieOf(PUBLIC_URL),
        description: "Somebody who is signed in on the pages.",
      },
    }),
  };
}

/** What the pages of an application on which people don't sign in are told. */
const nobodySignsIn = async (server: FastifyInstance): Promise<void> => {
  server.get(SESSION_PATH, async () => ({
    isOn: false,
    user: null,
    provider: null,
    canSignUp: false,
    canResetPassword: false,
  }));
};

function issuerOf({
  TOKEN_ISSUER,
  TOKEN_AUDIENCE,
  TOKEN_ROLE_CLAIM,
  TOKEN_ROLES,
}: SignInSettings): TokenIssuer[] {
  if (TOKEN_ISSUER === undefined || TOKEN_AUDIENCE === undefined) return [];
  return [
    {
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      roleClaim: TOKEN_ROLE_CLAIM,
      ...(TOKEN_ROLES && { roles: TOKEN_ROLES }),
    },
  ];
}
