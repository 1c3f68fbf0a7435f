import { createHmac } from "node:crypto";
import { exportSPKI, generateKeyPair, SignJWT } from "jose";
import { expect, test } from "vitest";
import { AUDIENCE, startProvider } from "../../test/provider.ts";
import { bearerTokens } from "./bearer-tokens.ts";

const claims = {
  importer: { role: "editor", name: "Nightly import" },
  visitor: {},
  keycloak: { realm_access: { roles: ["offline_access", "staff", "bosses"] } },
};

const started = async (roles = {}) => {
  const provider = await startProvider(claims);
  const userOf = bearerTokens([{ issuer: provider.issuer, audience: AUDIENCE, ...roles }]);
  return { provider, userOf };
};

const seconds = () => Math.floor(Date.now() / 1000);

test("a token of the issuer tells its user and role", async () => {
  const { provider, userOf } = await started();
  expect(await userOf(await provider.tokenOf("importer"))).toEqual({
    id: `${provider.issuer}#importer`,
    name: "Nightly import",
    role: "editor",
  });
});

test("a role is taken from the claim that the settings name, the most powerful first", async () => {
  const { provider, userOf } = await started({
    roleClaim: "realm_access.roles",
    roles: { bosses: "admin", staff: "reader" },
  });
  expect(await userOf(await provider.tokenOf("keycloak"))).toMatchObject({ name: "keycloak", role: "admin" });
});

test("a token without a role is understood, and may do nothing", async () => {
  const { provider, userOf } = await started();
  await expect(userOf(await provider.tokenOf("visitor"))).rejects.toMatchObject({ code: "FORBIDDEN" });
  // The name of a role is none of the values that the settings list.
  const mapped = bearerTokens([{ issuer: provider.issuer, audience: AUDIENCE, roles: { bosses: "admin" } }]);
  for (const role of ["admin", "constructor", ["admin", "editor"], { bosses: true }])
    await expect(mapped(await provider.signed({ role })), String(role)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  await expect(userOf(await provider.signed({ role: ["reader", "editor"] }))).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});

test("a token with a key that the issuer has changed to is accepted at once, and one with the former key is not", async () => {
  const provider = await startProvider(claims);
  const userOf = bearerTokens([{ issuer: provider.issuer, audience: AUDIENCE }], { cooldown: 0 });
  const former = await provider.tokenOf("importer");
  await userOf(former);
  await provider.rotate();
  expect(await userOf(await provider.tokenOf("importer"))).toMatchObject({ role: "editor" });
  await expect(userOf(former)).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
});

test("keys are asked for once, also where tokens name keys that the issuer doesn't have", async () => {
  const { provider, userOf } = await started();
  await userOf(await provider.tokenOf("importer"));
  for (let made = 0; made < 20; made += 1)
    await expect(userOf(await provider.signed({}, { kid: `made-up-${made}` }))).rejects.toMatchObject({
      reason: "TOKEN_INVALID",
    });
  expect(provider.keyRequests()).toBe(1);
});

test.each([
  ["another audience", { aud: "https://boats.example.com" }, "TOKEN_INVALID"],
  ["no audience", { aud: undefined }, "TOKEN_INVALID"],
  ["another issuer", { iss: "https://login.example.com" }, "TOKEN_INVALID"],
  ["no subject", { sub: undefined }, "TOKEN_INVALID"],
  ["no expiry", { exp: undefined }, "TOKEN_INVALID"],
  ["an expiry that has passed", { exp: seconds() - 60 }, "TOKEN_EXPIRED"],
  ["a beginning that is to come", { nbf: seconds() + 3600 }, "TOKEN_INVALID"],
])("a token with %s is refused", async (_what, given, reason) => {
  const { provider, userOf } = await started();
  const token = await provider.signed(given);
  await expect(userOf(token)).rejects.toMatchObject({ code: "UNAUTHORIZED", reason });
});

test("the clocks of the issuer and of the server may differ by some seconds", async () => {
  const { provider, userOf } = await started();
  expect(await userOf(await provider.signed({ exp: seconds() - 5 }))).toMatchObject({ role: "editor" });
});

test("a token that is unsigned, signed with a secret, by another key, changed or none at all is refused", async () => {
  const { provider, userOf } = await started();
  const valid = await provider.signed({});
  const [header = "", payload = "", signature = ""] = valid.split(".");
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const decoded = (text: string) => JSON.parse(Buffer.from(text, "base64url").toString()) as object;
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  // What a library that takes the algorithm from the token would check with the public key as a secret.
  const symmetric = `${encoded({ ...decoded(header), alg: "HS256" })}.${payload}`;
  const forged = {
    unsigned: `${encoded({ alg: "none" })}.${payload}.`,
    "unsigned, with a signature": `${encoded({ ...decoded(header), alg: "none" })}.${payload}.${signature}`,
    "signed with a secret": `${symmetric}.${createHmac("sha256", await exportSPKI(publicKey))
      .update(symmetric)
      .digest("base64url")}`,
    "signed by another key": await new SignJWT({ ...decoded(payload) })
      .setProtectedHeader({ alg: "RS256", ...decoded(header) })
      .sign(privateKey),
    changed: `${header}.${encoded({ ...decoded(payload), role: "admin" })}.${signature}`,
    cut: `${header}.${payload}`,
    "no token": "letmein",
    empty: "",
  };
  expect(await userOf(valid)).toMatchObject({ role: "editor" });
  for (const [what, token] of Object.entries(forged))
    await expect(userOf(token), what).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      reason: "TOKEN_INVALID",
    });
});

test("an issuer that can't be reached is no fault of the token, and is asked again", async () => {
  const { provider, userOf } = await started();
  const token = await provider.signed({});
  await provider.stop();
  await expect(userOf(token)).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  await expect(userOf(token)).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
});
