import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startServer } from "@pitstop/http/testing";
import { expect, onTestFinished, test } from "vitest";
import { signIn } from "./index.ts";
import { checkSignInSettings, readSignInSettings, SignInSettings } from "./settings.ts";

const secret = "0123456789abcdef0123456789abcdef";

test("without settings nobody is recognized, and pages are told that nobody signs in", async () => {
  for (const environment of [{}, { AUTH_SECRET: "" }]) {
    const added = signIn({ environment });
    expect(added).not.toHaveProperty("authenticate");
    const server = await startServer({ own: added });
    onTestFinished(server.close);
    const { body } = await server.send({ path: "/auth/session" });
    expect(JSON.parse(body)).toEqual({
      isOn: false,
      user: null,
      provider: null,
      canSignUp: false,
      canResetPassword: false,
    });
  }
});

test("the reference of settings lists exactly what sign-in reads", () => {
  const reference = readFileSync(join(import.meta.dirname, "../../../docs/reference/settings.md"), "utf8");
  const [, section = ""] = reference.split("\n## Sign-in\n");
  const [ofSignIn = ""] = section.split(/^## /m);
  const rows = [...ofSignIn.matchAll(/^\| `([A-Z_]+)`\s*\|\s*(.+?)\s*\| (.+?)\s*\|$/gm)];
  const stated = rows.map(([, name, byDefault, meaning]) => ({ name, byDefault, meaning }));
  const defaults: Record<string, unknown> = SignInSettings.parse({});
  expect(stated).toEqual(
    Object.entries(SignInSettings.shape).map(([name, { description }]) => ({
      name,
      byDefault: String(defaults[name] ?? "–"),
      meaning: description,
    })),
  );
});

test.each([
  [{ AUTH_SECRET: "short", PUBLIC_URL: "https://cars.example.com" }, "AUTH_SECRET: must have at least 32"],
  [{ AUTH_SECRET: secret }, "PUBLIC_URL is not set, and AUTH_SECRET needs it"],
  [
    { AUTH_SECRET: secret, PUBLIC_URL: "http://cars.example.com" },
    "PUBLIC_URL: must be an address that begins with https",
  ],
  [
    { AUTH_SECRET: secret, PUBLIC_URL: "https://cars.example.com/app" },
    "PUBLIC_URL: must be an address without a path",
  ],
  [{ TOKEN_ISSUER: "https://login.example.com" }, "TOKEN_AUDIENCE is not set, and TOKEN_ISSUER needs it"],
  [{ TOKEN_ISSUER: "http://login.example.com", TOKEN_AUDIENCE: "cars" }, "TOKEN_ISSUER: must be"],
  [{ TOKEN_ROLES: "admin" }, "TOKEN_ROLES: must list"],
  [{ OIDC_ISSUER: "https://login.example.com", OIDC_CLIENT_ID: "cars" }, "OIDC_CLIENT_SECRET is not set"],
  [{ OIDC_ROLES: "bosses=admin" }, "OIDC_ROLE_CLAIM is not set, and OIDC_ROLES needs it"],
  [{ SIGN_UP: "yes" }, "SIGN_UP_ROLE is not set, and SIGN_UP needs it"],
])("%j is refused, with what to set", (environment, text) => {
  expect(() => readSignInSettings(environment)).toThrow(text);
});

test("a role that the application doesn't have is refused, and so is signing up where no mail is sent", () => {
  const application = { roles: ["reader", "editor"], sendsMail: false };
  const check = (environment: Record<string, string>) => () =>
    checkSignInSettings(readSignInSettings(environment), application);
  expect(check({ SIGN_UP_ROLE: "owner" })).toThrow('SIGN_UP_ROLE: there is no role "owner"');
  expect(check({ TOKEN_ROLES: "x=editor,y=boss" })).toThrow('TOKEN_ROLES: there is no role "boss"');
  const signUp = {
    AUTH_SECRET: secret,
    PUBLIC_URL: "https://a.example",
    SIGN_UP: "yes",
    SIGN_UP_ROLE: "reader",
  };
  expect(check(signUp)).toThrow("SIGN_UP: nothing sends the mails.");
  expect(check({ SIGN_UP_ROLE: "reader" })).not.toThrow();
});

test("roles are read in their order, the most powerful first", () => {
  const { TOKEN_ROLES = {} } = readSignInSettings({ TOKEN_ROLES: "bosses=admin,staff=editor" });
  expect(Object.entries(TOKEN_ROLES)).toEqual([
    ["bosses", "admin"],
    ["staff", "editor"],
  ]);
});
