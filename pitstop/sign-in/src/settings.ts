import { PitstopError } from "@pitstop/errors";
import { z } from "zod";

const isLoopback = ({ hostname }: URL): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127\./.test(hostname);

/** An address whose traffic nobody reads: https, or this machine alone. */
const SafeAddress = z.string().refine(
  (text) => {
    const url = URL.parse(text);
    return url !== null && (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url)));
  },
  { error: "must be an address that begins with https://, or http:// on this machine" },
);

const Roles = z
  .string()
  .regex(
    /^[^=,]+=[^=,]+(,[^=,]+=[^=,]+)*$/,
    "must list values of the claim with their roles, such as bosses=admin,staff=editor",
  )
  .transform((list) =>
    Object.fromEntries(list.split(",").map((pair) => pair.split("=") as [string, string])),
  ); // as the pattern says

/** Every environment variable of sign-in. docs/reference/settings.md is checked against these descriptions. */
export const SignInSettings = z.object({
  AUTH_SECRET: z
    .string()
    .min(32, "must have at least 32 characters, such as those of openssl rand -base64 32")
    .optional()
    .describe(
      "Lets people sign in. It signs their cookies: at least 32 random characters, the same for every server.",
    ),
  PUBLIC_URL: SafeAddress.refine((text) => URL.parse(text)?.origin === text, {
    error: "must be an address without a path, such as https://cars.example.com",
  })
    .optional()
    .describe("The address that people open, such as https://cars.example.com. Needed with `AUTH_SECRET`."),
  OIDC_ISSUER: SafeAddress.optional().describe(
    "An OIDC provider that people may sign in with. Needs `AUTH_SECRET`.",
  ),
  OIDC_CLIENT_ID: z.string().optional().describe("This application's name at the provider."),
  OIDC_CLIENT_SECRET: z.string().optional().describe("Its secret at the provider."),
  OIDC_NAME: z
    .string()
    .default("single sign-on")
    .describe("What the button on the sign-in page calls the provider."),
  OIDC_SCOPES: z
    .string()
    .default("openid profile email")
    .describe("What the provider is asked for, such as openid profile email groups."),
  OIDC_ROLE_CLAIM: z
    .string()
    .optional()
    .describe(
      "The claim of the provider with a person's role, such as realm_access.roles. With it, the provider says the role at each sign-in.",
    ),
  OIDC_ROLES: Roles.optional().describe(
    "The roles of that claim's values, the most powerful first, such as bosses=admin,staff=editor. By default, the claim is the name of a role.",
  ),
  SIGN_UP: z
    .enum(["yes"])
    .optional()
    .describe(
      "Set it to `yes` to let everybody sign up who reads the mail of an address. Needs `SIGN_UP_ROLE`, and `sendMail` in `main.ts`.",
    ),
  SIGN_UP_ROLE: z
    .string()
    .optional()
    .describe(
      "The role of a person who signs up, or signs in with the provider and has no user or no role there. Without it, nobody becomes a user by signing in.",
    ),
  TOKEN_ISSUER: SafeAddress.optional().describe("The OIDC issuer whose bearer tokens the API takes."),
  TOKEN_AUDIENCE: z
    .string()
    .optional()
    .describe("The `aud` that a bearer token must have. Needed with `TOKEN_ISSUER`."),
  TOKEN_ROLE_CLAIM: z
    .string()
    .default("role")
    .describe("The claim of a bearer token with its role, such as realm_access.roles."),
  TOKEN_ROLES: Roles.optional().describe(
    "The roles of the claim's values, the most powerful first, such as bosses=admin,staff=editor. By default, the claim is the name of a role.",
  ),
});
export type SignInSettings = z.infer<typeof SignInSettings>;

/** The settings of a server on which people sign in. */
export type PeopleSettings = SignInSettings & { readonly AUTH_SECRET: string; readonly PUBLIC_URL: string };

/** What needs what. */
const NEEDS: readonly (readonly [keyof SignInSettings, readonly (keyof SignInSettings)[]])[] = [
  ["AUTH_SECRET", ["PUBLIC_URL"]],
  ["OIDC_ISSUER", ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "AUTH_SECRET"]],
  ["OIDC_ROLES", ["OIDC_ROLE_CLAIM"]],
  ["SIGN_UP", ["AUTH_SECRET", "SIGN_UP_ROLE"]],
  ["TOKEN_ISSUER", ["TOKEN_AUDIENCE"]],
];

/** Reads the settings once, at start. Throws PitstopError SIGN_IN_SETTINGS_INVALID, which names each that is wrong. */
export function readSignInSettings(environment: Record<string, string | undefined>): SignInSettings {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ""));
  const parsed = SignInSettings.safeParse(present);
  const lines = parsed.success
    ? NEEDS.flatMap(([name, needed]) =>
        parsed.data[name] === undefined
          ? []
          : needed
              .filter((other) => parsed.data[other] === undefined)
              .map(
                (other) =>
                  `  ${other} is not set, and ${name} needs it: ${SignInSettings.shape[other].description}`,
              ),
      )
    : parsed.error.issues.map(({ path, message }) => `  ${String(path[0])}: ${message}`);
  if (parsed.success && lines.length === 0) return parsed.data;
  throw refused(lines);
}

/**
 * Checks what the settings take for granted of an application. Throws PitstopError SIGN_IN_SETTINGS_INVALID where they name
 * a role that it doesn't have, or people sign up by mails that it doesn't send.
 */
export function checkSignInSettings(
  settings: SignInSettings,
  { roles, sendsMail }: { readonly roles: readonly string[]; readonly sendsMail: boolean },
): void {
  const named = {
    SIGN_UP_ROLE: settings.SIGN_UP_ROLE === undefined ? [] : [settings.SIGN_UP_ROLE],
    OIDC_ROLES: Object.values(settings.OIDC_ROLES ?? {}),
    TOKEN_ROLES: Object.values(settings.TOKEN_ROLES ?? {}),
  };
  const lines = Object.entries(named).flatMap(([name, given]) =>
    given
      .filter((role) => !roles.includes(role))
      .map((role) => `  ${name}: there is no role "${role}". The access rules have ${roles.join(", ")}.`),
  );
  if (settings.SIGN_UP === "yes" && !sendsMail)
    lines.push("  SIGN_UP: nothing sends the mails. Pass `signIn({ sendMail })` in apps/server/src/main.ts.");
  if (lines.length > 0) throw refused(lines);
}

const refused = (lines: readonly string[]): PitstopError =>
  new PitstopError(
    "SIGN_IN_SETTINGS_INVALID",
    `Nobody can sign in with these settings:\n${lines.join("\n")}`,
    "docs/reference/settings.md describes each of them.",
  );
