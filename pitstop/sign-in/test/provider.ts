// A real OIDC provider on loopback.
import { createServer } from "node:http";
import { freePort } from "@pitstop/postgres";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import Provider, { type ClientMetadata } from "oidc-provider";
import { onTestFinished } from "vitest";

/** The name of the API at the provider. */
export const AUDIENCE = "https://cars.example.com";

export interface TestProvider {
  readonly issuer: string;
  /** How often somebody asked for its keys. */
  readonly keyRequests: () => number;
  /** A token that it gives a client of its own for the API. */
  readonly tokenOf: (clientId: string) => Promise<string>;
  /** A token as it would sign one, with other claims; undefined takes one away. */
  readonly signed: (
    claims: Record<string, unknown>,
    header?: { alg?: string; kid?: string },
  ) => Promise<string>;
  /** Replaces its keys. */
  readonly rotate: () => Promise<void>;
  /** Signs a person in at its pages, as a browser does that is led there, and gives the address that it leads back to. */
  readonly signIn: (address: string, login: string) => Promise<URL>;
  readonly stop: () => Promise<void>;
}

/** What the tokens of a client say: by the client's id. */
export type Claims = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The groups that a person is in at the provider, by login. */
export type Groups = Record<string, string[]>;

export async function startProvider(
  claims: Claims,
  clients: readonly ClientMetadata[] = [],
  groups: Groups = {},
): Promise<TestProvider> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  let keyRequests = 0;
  let { key, provider } = await newProvider(issuer, claims, clients, groups);
  const server = createServer((request, response) => {
    if (request.url === "/jwks") keyRequests += 1;
    void provider.callback()(request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(async () => {
    if (server.listening) await stop();
  });
  return {
    issuer,
    keyRequests: () => keyRequests,
    tokenOf: async (clientId) => {
      const response = await fetch(`${issuer}/token`, {
        method: "POST",
        headers: { authorization: `Basic ${btoa(`${clientId}:${SECRET}`)}` },
        body: new URLSearchParams({ grant_type: "client_credentials", resource: AUDIENCE }),
      });
      const { access_token: token } = (await response.json()) as { access_token?: string };
      if (token === undefined) throw new Error(`The provider answered ${response.status}.`);
      return token;
    },
    signed: (given, { alg = "RS256", kid = String(key.kid) } = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const usual = { iss: issuer, aud: AUDIENCE, sub: "17", role: "editor", iat: now, exp: now + 60 };
      return new SignJWT({ ...usual, ...given }).setProtectedHeader({ alg, kid }).sign(key);
    },
    rotate: async () => {
      ({ key, provider } = await newProvider(issuer, claims, clients, groups));
    },
    signIn: (address, login) => signInAt(address, login),
    stop,
  };
}

async function signInAt(address: string, login: string): Promise<URL> {
  const { origin } = new URL(address);
  const cookies = new Map<string, string>();
  const forms = [
    new URLSearchParams({ prompt: "login", login, password: "any" }),
    new URLSearchParams({ prompt: "consent" }),
  ];
  let url = new URL(address);
  let form: URLSearchParams | undefined;
  while (url.origin === origin) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, {
      redirect: "manual",
      headers: { cookie },
      ...(form && { method: "POST", body: form }),
    });
    for (const text of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    // A page is what has to be filled in.
    form = location === null ? forms.shift() : undefined;
    if (location === null && form === undefined)
      throw new Error(`The provider stops at ${url}: ${response.status}`);
    if (location !== null) url = new URL(location, url);
  }
  return url;
}

export const SECRET = "the secret of every client of the provider";

async function newProvider(
  issuer: string,
  claims: Claims,
  clients: readonly ClientMetadata[],
  groups: Groups,
) {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const key: JWK = { ...(await exportJWK(privateKey)), kid: crypto.randomUUID(), alg: "RS256", use: "sig" };
  const machines = Object.keys(claims).map((client_id) => ({
    client_id,
    client_secret: SECRET,
    grant_types: ["client_credentials"],
    redirect_uris: [],
    response_types: [],
  }));
  const provider = new Provider(issuer, {
    clients: [...machines, ...clients],
    jwks: { keys: [key] },
    features: {
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({ scope: "", audience: AUDIENCE, accessTokenFormat: "jwt" }),
      },
    },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
    // Their logins are `ada`, and `ada?` for one whose email address nobody has verified.
    findAccount: (_context, login) => ({
      accountId: login,
      claims: () => ({
        sub: login,
        name: "Ada of the provider",
        email: `${login.replace("?", "")}@example.com`,
        email_verified: !login.endsWith("?"),
        groups: groups[login],
      }),
    }),
    extraTokenClaims: (_context, { clientId }) => claims[String(clientId)],
  });
  // It warns of http, which is what a test on loopback has.
  provider.proxy = false;
  return { key, provider };
}
