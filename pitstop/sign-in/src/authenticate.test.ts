import { expect, test } from "vitest";
import { startApplication } from "../test/application.ts";
import { AUDIENCE, startProvider } from "../test/provider.ts";
import { createApiKey, revokeApiKey } from "./keys/api-keys.ts";
import { newSecret } from "./keys/secret.ts";
import { createUser } from "./users/index.ts";

const bearer = (credential: string) => ({ authorization: `Bearer ${credential}` });

async function started() {
  const provider = await startProvider({ importer: { role: "editor" } });
  const { server, visitor } = await startApplication({
    TOKEN_ISSUER: provider.issuer,
    TOKEN_AUDIENCE: AUDIENCE,
  });
  const key = await createApiKey(server.orm, { name: "reports", role: "reader" });
  return { server, visitor, key, token: await provider.tokenOf("importer"), provider };
}

test("an API key is taken as a bearer token and in X-API-Key", async () => {
  const { visitor, key } = await started();
  const user = { id: `key:${key.id}`, name: "reports", role: "reader" };
  expect(await visitor().who(bearer(key.secret))).toEqual(user);
  expect(await visitor().who({ "x-api-key": key.secret })).toEqual(user);
  expect(await visitor().who({ ...bearer(key.secret), "x-api-key": key.secret })).toEqual(user);
});

test("a bearer token of the issuer that the settings name is taken", async () => {
  const { visitor, token, provider } = await started();
  expect(await visitor().who(bearer(token))).toEqual({
    id: `${provider.issuer}#importer`,
    name: "importer",
    role: "editor",
  });
});

test("a credential that is not valid is refused, and its sender is never nobody", async () => {
  const { server, visitor, key } = await started();
  const expired = await createApiKey(server.orm, { name: "old", role: "reader", days: 1 });
  const revoked = await createApiKey(server.orm, { name: "lost", role: "reader" });
  await server.orm.em
    .fork()
    .execute("update auth.api_keys set expires_at = now() - interval '1 second' where name = 'old'");
  await revokeApiKey(server.orm, revoked.id);
  const refused = {
    KEY_EXPIRED: bearer(expired.secret),
    KEY_REVOKED: bearer(revoked.secret),
    KEY_INVALID: { "x-api-key": newSecret() },
    TOKEN_INVALID: bearer("letmein"),
    SESSION_ENDED: { cookie: "session=made.up" },
  };
  for (const [reason, headers] of Object.entries(refused))
    expect(await visitor().who(headers)).toMatchObject({ status: 401, code: "UNAUTHORIZED", reason });
  for (const headers of [
    { "x-api-key": "" },
    { "x-api-key": key.secret.slice(0, -1) },
    bearer(""),
    bearer("a b"),
  ])
    expect(await visitor().who(headers), JSON.stringify(headers)).toMatchObject({ status: 401 });
});

test("a request with credentials of two users is refused, and one with a bad one beside a good one too", async () => {
  const { server, visitor, key, token } = await started();
  await createUser(server.orm, {
    email: "ada@example.com",
    role: "admin",
    password: "correct horse battery",
  });
  const person = visitor();
  await person.signIn("ada@example.com", "correct horse battery");
  const both = [
    () => visitor().who({ ...bearer(token), "x-api-key": key.secret }),
    () => person.who({ "x-api-key": key.secret }),
    () => person.who(bearer(token)),
  ];
  for (const who of both) expect(await who()).toMatchObject({ status: 401, reason: "CREDENTIALS_DISAGREE" });
  expect(await person.who({ "x-api-key": newSecret() })).toMatchObject({
    status: 401,
    reason: "KEY_INVALID",
  });
  expect(await person.who()).toMatchObject({ role: "admin" });
});

test("what a proxy in front asks for is none of the API's credentials", async () => {
  const { visitor } = await started();
  expect(await visitor().who({ authorization: `Basic ${btoa("staging:secret")}` })).toBeNull();
});

test("the OpenAPI document says what callers send", async () => {
  const { server } = await startApplication({ PUBLIC_URL: "https://cars.example.com" });
  const { body } = await server.send({ path: "/openapi.json" });
  const { security, components } = JSON.parse(body) as {
    security: unknown;
    components: { securitySchemes: unknown };
  };
  expect(security).toEqual([{ bearer: [] }, { apiKey: [] }, { session: [] }]);
  expect(components.securitySchemes).toMatchObject({
    bearer: { type: "http", scheme: "bearer" },
    apiKey: { in: "header", name: "X-API-Key" },
    session: { in: "cookie", name: "__Host-session" },
  });
});
