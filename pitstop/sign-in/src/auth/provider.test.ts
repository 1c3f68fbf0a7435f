import { describe, expect, test } from "vitest";
import { PUBLIC_URL, startApplication, type Visitor } from "../../test/application.ts";
import { type Groups, SECRET, startProvider, type TestProvider } from "../../test/provider.ts";
import { createUser } from "../users/index.ts";

async function started(environment: Record<string, string> = {}, groups: Groups = {}) {
  const client = {
    client_id: "cars",
    client_secret: SECRET,
    redirect_uris: [`${PUBLIC_URL}/auth/callback/oidc`],
  };
  const provider = await startProvider({}, [client], groups);
  const settings = {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: "cars",
    OIDC_CLIENT_SECRET: SECRET,
    OIDC_NAME: "Acme",
  };
  const application = await startApplication({ ...settings, ...environment });
  const sql = (text: string) => application.server.orm.em.fork().execute<Record<string, unknown>[]>(text);
  return { ...application, provider, sql };
}

/** Signs in with the provider, and gives the page that a visitor lands on. */
async function signIn(person: Visitor, provider: TestProvider, login: string): Promise<string | undefined> {
  const { url } = JSON.parse((await person.post("/auth/provider", { returnTo: "/cars?sort=name" })).body) as {
    url: string;
  };
  const back = await provider.signIn(url, login);
  expect(back.origin).toBe(PUBLIC_URL);
  return (await person.get(back.pathname + back.search)).headers.location;
}

const ada = { email: "ada@example.com", name: "Ada", role: "admin" };

test("a user signs in with the provider, and comes back to where they were", async () => {
  const { server, visitor, provider, sql } = await started();
  const { id } = await createUser(server.orm, ada);
  const person = visitor();
  expect(JSON.parse((await person.get("/auth/session")).body)).toEqual({
    isOn: true,
    user: null,
    provider: "Acme",
    canSignUp: false,
    canResetPassword: false,
  });
  expect(await signIn(person, provider, "ada")).toBe("/cars?sort=name");
  expect(await person.who()).toEqual({ id, name: "Ada", role: "admin" });
  // Nothing that opens anything at the provider is kept.
  expect(
    await sql("select account_id, access_token, refresh_token, id_token, password from auth.accounts"),
  ).toEqual([{ account_id: "ada", access_token: null, refresh_token: null, id_token: null, password: null }]);
  // The second time, the account is known.
  const again = visitor();
  await signIn(again, provider, "ada");
  expect(await again.who()).toEqual({ id, name: "Ada", role: "admin" });
});

test("somebody without a user may not sign in, unless the settings give them a role", async () => {
  const closed = await started();
  const stranger = closed.visitor();
  expect(await signIn(stranger, closed.provider, "eve")).toBe("/sign-in?error=signup_disabled");
  expect(await stranger.who()).toBeNull();
  expect(await closed.sql("select 1 from auth.users")).toEqual([]);

  const open = await started({ SIGN_UP_ROLE: "reader" });
  const newcomer = open.visitor();
  expect(await signIn(newcomer, open.provider, "eve")).toBe("/cars?sort=name");
  expect(await newcomer.who()).toMatchObject({ name: "Ada of the provider", role: "reader" });
});

describe("roles that the provider states", () => {
  const mapped = { OIDC_ROLE_CLAIM: "groups", OIDC_ROLES: "bosses=admin,staff=editor" };

  test("hold from each sign-in on, the most powerful first, also for whoever is new", async () => {
    const groups: Groups = { ada: ["staff", "bosses"], eve: ["staff"] };
    const { server, visitor, provider, sql } = await started(mapped, groups);
    await createUser(server.orm, { ...ada, role: "reader" });
    const [person, newcomer] = [visitor(), visitor()];
    await signIn(person, provider, "ada");
    expect(await person.who()).toMatchObject({ role: "admin" });
    expect(await signIn(newcomer, provider, "eve")).toBe("/cars?sort=name");
    expect(await newcomer.who()).toMatchObject({ role: "editor" });
    groups.ada = ["staff"];
    const again = visitor();
    await signIn(again, provider, "ada");
    // The role is the user's, in whichever browser.
    for (const each of [again, person]) expect(await each.who()).toMatchObject({ role: "editor" });
    expect(await sql("select 1 from auth.users")).toHaveLength(2);
  });

  test("that are missing let nobody in, and end the sessions of whoever was", async () => {
    const groups: Groups = { ada: ["bosses"], eve: ["guests"] };
    const { visitor, provider, sql } = await started(mapped, groups);
    const [person, stranger] = [visitor(), visitor()];
    await signIn(person, provider, "ada");
    expect(await signIn(stranger, provider, "eve")).toMatch(/^\/sign-in\?error=no_role/);
    expect(await stranger.who()).toBeNull();
    expect(await sql("select email from auth.users")).toEqual([{ email: "ada@example.com" }]);
    groups.ada = [];
    expect(await signIn(visitor(), provider, "ada")).toMatch(/^\/sign-in\?error=no_role/);
    expect(await person.who()).toMatchObject({ status: 401, reason: "SESSION_ENDED" });
  });

  test("are those of the application alone: any other name is none", async () => {
    const groups: Groups = { ada: ["owner"], eve: ["editor"] };
    const { visitor, provider } = await started(
      { OIDC_ROLE_CLAIM: "groups", SIGN_UP_ROLE: "reader" },
      groups,
    );
    const [person, other] = [visitor(), visitor()];
    await signIn(person, provider, "ada");
    expect(await person.who()).toMatchObject({ role: "reader" });
    await signIn(other, provider, "eve");
    expect(await other.who()).toMatchObject({ role: "editor" });
  });
});

test("nobody becomes a user by an email address that the provider has not verified", async () => {
  const { server, visitor, provider } = await started();
  await createUser(server.orm, ada);
  const impostor = visitor();
  expect(await signIn(impostor, provider, "ada?")).toMatch(/^\/sign-in\?error=/);
  expect(await impostor.who()).toBeNull();
});

test("an answer of the provider is of use to the browser alone that asked, and once", async () => {
  const { server, visitor, provider } = await started();
  await createUser(server.orm, ada);
  const [person, other] = [visitor(), visitor()];
  const { url } = JSON.parse((await person.post("/auth/provider", { returnTo: "/cars" })).body) as {
    url: string;
  };
  expect(url).toContain("code_challenge_method=S256");
  const { pathname, search } = await provider.signIn(url, "ada");
  expect((await other.get(pathname + search)).headers.location).toContain("error=");
  expect(await other.who()).toBeNull();
  await person.get(pathname + search);
  const again = visitor();
  for (const [name, value] of person.cookies) if (name !== "session") again.cookies.set(name, value);
  await again.get(pathname + search);
  expect(await again.who()).toBeNull();
});

test.each([
  ["https://evil.example.com/"],
  ["//evil.example.com"],
  ["/\\evil.example.com"],
  ["javascript:alert(1)"],
  // Browsers leave tabs and line breaks out of an address.
  ["/\t/evil.example.com"],
  ["/\n/evil.example.com"],
])("nobody is led to %s after they have signed in", async (returnTo) => {
  const { visitor } = await started();
  expect((await visitor().post("/auth/provider", { returnTo })).status).toBe(400);
});
