import type { MikroORM } from "@mikro-orm/postgresql";
import { betterAuth } from "better-auth";
import { genericOAuth } from "better-auth/plugins/generic-oauth";
import type { FastifyBaseLogger } from "fastify";
import type { PeopleSettings, SignInSettings } from "../settings.ts";
import { PASSWORD_LENGTH } from "../users/password.ts";
import { cookiesFor } from "./cookies.ts";
import { ADDRESS_HEADER, BASE_PATH, PROVIDER } from "./paths.ts";
import { rolesOfProvider } from "./provider-roles.ts";
import { statementsOf } from "./statements.ts";
import { tables } from "./tables.ts";

/** For how long nobody has to sign in again, in seconds; each day of use begins it anew. */
const SESSION = 7 * 24 * 60 * 60;
const DAY = 24 * 60 * 60;

export type Auth = ReturnType<typeof createAuth>;

/** Better-auth on the application's database. It stores; what of it callers reach is decided in routes.ts. */
export function createAuth(
  orm: MikroORM,
  settings: PeopleSettings,
  log: FastifyBaseLogger,
  roles: readonly string[],
) {
  const { AUTH_SECRET, PUBLIC_URL, SIGN_UP_ROLE } = settings;
  const fromProvider = rolesOfProvider(orm, settings, roles);
  return betterAuth({
    secret: AUTH_SECRET,
    baseURL: PUBLIC_URL,
    basePath: BASE_PATH,
    trustedOrigins: [PUBLIC_URL],
    database: { db: statementsOf(orm), type: "postgres", schemaName: "auth", transaction: true },
    telemetry: { enabled: false },
    logger: {
      level: "error",
      log: (_level, message) => log.warn(`sign-in: ${message}`),
    },
    user: {
      ...tables.user,
      validateUserInfo: fromProvider.admit,
      additionalFields: {
        role: { type: "string", required: true, input: false, defaultValue: SIGN_UP_ROLE ?? "" },
      },
    },
    session: {
      ...tables.session,
      expiresIn: SESSION,
      updateAge: DAY,
      // Whoever has a role by the provider shows up there from time to time.
      disableSessionRefresh: settings.OIDC_ROLE_CLAIM !== undefined,
      cookieCache: { enabled: false },
    },
    account: {
      ...tables.account,
      updateAccountOnSignIn: false,
      accountLinking: { trustedProviders: [] },
    },
    verification: tables.verification,
    emailAndPassword: { enabled: true, disableSignUp: true, maxPasswordLength: PASSWORD_LENGTH.max },
    // attempts.ts limits by account too, which better-auth doesn't.
    rateLimit: { enabled: false },
    advanced: {
      ...cookiesFor(PUBLIC_URL),
      // Under vitest it would look at no address to return to.
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: "uuid" },
    },
    databaseHooks: {
      user: {
        create: {
          before: async (user, context) => ({ data: { ...user, ...fromProvider.ofNewUser(context) } }),
        },
      },
      account: {
        // Who somebody is has been told; nothing is asked of the provider later.
        create: {
          before: async (account) => ({
            data: { ...account, accessToken: null, refreshToken: null, idToken: null },
          }),
        },
      },
    },
    plugins: [genericOAuth({ config: providersOf(settings) })],
  });
}

function providersOf({
  OIDC_ISSUER,
  OIDC_CLIENT_ID,
  OIDC_CLIENT_SECRET,
  OIDC_NAME,
  OIDC_ROLE_CLAIM,
  OIDC_SCOPES,
  SIGN_UP_ROLE,
}: SignInSettings) {
  if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined || OIDC_CLIENT_SECRET === undefined)
    return [];
  return [
    {
      providerId: PROVIDER,
      name: OIDC_NAME,
      discoveryUrl: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
      requireIdTokenVerification: true,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      scopes: OIDC_SCOPES.split(" ").filter(Boolean),
      // Where the provider says roles, whoever has one there comes in.
      disableSignUp: SIGN_UP_ROLE === undefined && OIDC_ROLE_CLAIM === undefined,
    },
  ];
}
