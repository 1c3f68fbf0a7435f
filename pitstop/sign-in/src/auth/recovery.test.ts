import { describe, expect, test, vi } from "vitest";
import { PUBLIC_URL, startApplication, startWithMails } from "../../test/application.ts";
import { changeUser, createUser, removeUser } from "../users/index.ts";
import { hashOf, setPassword } from "../users/password.ts";

const ada = { email: "ada@example.com", name: "Ada", role: "editor", password: "correct horse battery" };
/** Made once: each takes as long as it should. */
const hash = hashOf(ada.password);
const next = "staple battery horse";

async function started(environment?: Record<string, string>) {
  const application = await startWithMails(environment);
  const { orm } = application.server;
  const { password: _, ...withoutPassword } = ada;
  const { id } = await createUser(orm, withoutPassword);
  await setPassword(orm.em.fork(), id, await hash);
  const forgotten = (email = ada.email, headers = {}) =>
    application.visitor().post("/auth/password/forgotten", { email }, headers);
  const link = async (): Promise<string> => {
    expect((await forgotten()).status).toBe(204);
    return application.tokenTo(ada.email);
  };
  const signedIn = async () => {
    const visitor = application.visitor();
    expect((await visitor.signIn(ada.email, ada.password)).status).toBe(204);
    return visitor;
  };
  return { ...application, orm, id, forgotten, link, signedIn };
}

const LINK_INVALID = {
  error: "LINK_INVALID",
  message: "This link has expired, or it was used already. Ask for another one.",
};

describe("somebody who forgot their password", () => {
  test("chooses a new one by a mail, is signed in with it, and nobody is with the old one", async () => {
    const { forgotten, mailTo, visitor, signedIn, id } = await started();
    const [elsewhere, person] = [await signedIn(), visitor()];
    expect((await forgotten("  Ada@Example.com ")).body).toBe("");
    const { kind, link = "", text } = await mailTo(ada.email);
    const [page, token = ""] = link.split("#");
    expect([kind, page]).toEqual(["password-reset", `${PUBLIC_URL}/set-password`]);
    expect(text).toContain(link);
    expect(JSON.parse((await person.post("/auth/password/link", { token })).body)).toEqual({
      kind: "reset",
      email: ada.email,
      passwordLength: { min: 12, max: 128 },
    });
    expect(JSON.parse((await person.setPassword(token, "short")).body)).toMatchObject({
      error: "PASSWORD_LENGTH",
    });
    expect((await person.setPassword(token, next)).status).toBe(204);
    expect(await person.who()).toEqual({ id, name: "Ada", role: "editor" });
    expect(await elsewhere.who()).toMatchObject({ reason: "SESSION_ENDED" });
    expect((await visitor().signIn(ada.email, ada.password)).status).toBe(401);
    expect((await visitor().signIn(ada.email, next)).status).toBe(204);
    expect(await mailTo(ada.email)).toMatchObject({ kind: "password-changed" });
  });

  test("gets a link of the settings' address, whatever a request says of its host", async () => {
    const { forgotten, mailTo } = await started();
    await forgotten(ada.email, {
      "x-forwarded-host": "evil.example.com",
      forwarded: "host=evil.example.com",
    });
    await forgotten(ada.email, { host: "127.0.0.9:3000" });
    for (const { link, text } of [await mailTo(ada.email), await mailTo(ada.email)]) {
      expect(link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/set-password#/);
      expect(text).not.toMatch(/evil|127\.0\.0\.9/);
    }
  });

  test("is told that the password has changed, also where they changed it themselves", async () => {
    const { signedIn, mailTo, link, visitor } = await started();
    const token = await link();
    const person = await signedIn();
    await person.post("/auth/password/change", { current: ada.password, next });
    expect(await mailTo(ada.email)).toMatchObject({ kind: "password-changed" });
    expect(JSON.parse((await visitor().setPassword(token, ada.password)).body)).toEqual(LINK_INVALID);
  });

  test("may sign in again where guesses had closed the account", async () => {
    const { link, visitor, sql } = await started();
    await visitor().signIn(ada.email, "wrong horse battery");
    await sql("update auth.attempts set count = 10 where key like 'account %'");
    expect((await visitor().signIn(ada.email, ada.password)).status).toBe(429);
    const token = await link();
    await visitor().setPassword(token, next);
    expect((await visitor().signIn(ada.email, next)).status).toBe(204);
  });
});

describe("who asks for mails", () => {
  test("is answered before anybody looks whether there is such a user", async () => {
    const { orm, forgotten, mailTo, mails } = await started();
    const answers = await orm.em.fork().transactional(async (em) => {
      // Whoever looked would wait.
      await em.execute(`lock table "auth"."users" in access exclusive mode`);
      return [await forgotten(ada.email), await forgotten("nobody@example.com")];
    });
    const told = answers.map(({ status, body, headers: { date: _, "x-request-id": __, ...headers } }) => ({
      status,
      body,
      headers,
    }));
    expect(told[1]).toEqual(told[0]);
    expect(told[0]).toMatchObject({ status: 204, body: "" });
    await mailTo(ada.email);
    expect(mails).toEqual([]);
  });

  test("has five of them sent to one address in an hour, and twenty in all, whoever they are for", async () => {
    const { forgotten, sql } = await started();
    for (const email of [ada.email, "nobody@example.com"]) {
      const statuses = [];
      for (let time = 0; time < 6; time += 1) statuses.push((await forgotten(email)).status);
      expect(statuses).toEqual([204, 204, 204, 204, 204, 429]);
    }
    await sql("update auth.attempts set count = 20 where key like 'mail address %'");
    expect((await forgotten("other@example.com")).headers["retry-after"]).toBeDefined();
    expect(JSON.stringify(await sql("select * from auth.attempts"))).not.toContain("ada");
  });

  test("from a page of another site is refused", async () => {
    const { visitor } = await started({ SIGN_UP: "yes", SIGN_UP_ROLE: "reader" });
    const foreign = { origin: "https://evil.example.com", "sec-fetch-site": "cross-site" };
    for (const path of [
      "/auth/password/forgotten",
      "/auth/password/link",
      "/auth/password/set",
      "/auth/sign-up",
    ])
      expect([path, (await visitor().post(path, { email: ada.email }, foreign)).status]).toEqual([path, 403]);
  });
});

describe("a link of a mail", () => {
  test("works once, and is in the database as a hash alone", async () => {
    const { link, visitor, sql } = await started();
    const token = await link();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await sql("select * from auth.verifications"))).not.toContain(token);
    expect((await visitor().setPassword(token, next)).status).toBe(204);
    const again = await visitor().setPassword(token, ada.password);
    expect([again.status, JSON.parse(again.body)]).toEqual([400, LINK_INVALID]);
    expect((await visitor().signIn(ada.email, next)).status).toBe(204);
    for (const made of ["", "x".repeat(43), `${token}x`])
      expect((await visitor().post("/auth/password/link", { token: made })).status).toBe(400);
  });

  test("is used by one of many who send it at once, and of two links one is used", async () => {
    const { link, visitor } = await started();
    const [first, second] = [await link(), await link()];
    const passwords = [first, first, second, second].map((token, at) => ({
      token,
      password: `${next} ${at}`,
    }));
    const answers = await Promise.all(
      passwords.map(({ token, password }) => visitor().setPassword(token, password)),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 400, 400, 400]);
    const won = passwords[answers.findIndex(({ status }) => status === 204)];
    expect((await visitor().signIn(ada.email, String(won?.password))).status).toBe(204);
  });

  test("is tried ten times, so that nobody has the server hash without end", async () => {
    const { link, visitor } = await started();
    const token = await link();
    const statuses = await Promise.all(
      Array.from({ length: 12 }, async () => (await visitor().setPassword(token, next)).status),
    );
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    const made = async () => (await visitor().setPassword("made up", next)).status;
    for (let time = 0; time < 10; time += 1) expect(await made()).toBe(400);
    expect(await made()).toBe(429);
  });

  test("stays of use where somebody else asks for another one", async () => {
    const { link, forgotten, mailTo, visitor } = await started();
    const token = await link();
    await forgotten();
    await mailTo(ada.email);
    expect((await visitor().setPassword(token, next)).status).toBe(204);
  });

  test("is of no use after an hour, and goes when what has expired is deleted", async () => {
    const { link, visitor, sql } = await started();
    const token = await link();
    const [row] = await sql(
      "select extract(epoch from expires_at - now())::int as seconds from auth.verifications",
    );
    expect(row?.seconds).toBeGreaterThan(3_500);
    expect(row?.seconds).toBeLessThanOrEqual(3_600);
    await sql("update auth.verifications set expires_at = now() - interval '1 second'");
    expect(JSON.parse((await visitor().setPassword(token, next)).body)).toEqual(LINK_INVALID);
    expect((await visitor().signIn(ada.email, ada.password)).status).toBe(204);
  });

  test("is for an address: once the user has another one, another password, or is gone, it is of no use", async () => {
    const { orm, link, visitor, sql } = await started();
    const before = await link();
    await changeUser(orm, ada.email, { password: next });
    const moved = await link();
    await sql("update auth.users set email = 'ada@elsewhere.example'");
    for (const token of [before, moved])
      expect(JSON.parse((await visitor().setPassword(token, ada.password)).body)).toEqual(LINK_INVALID);
    await sql("update auth.users set email = 'ada@example.com'");
    await removeUser(orm, ada.email);
    expect((await visitor().setPassword(moved, ada.password)).status).toBe(400);
    expect(await sql("select 1 from auth.users")).toEqual([]);
  });

  test("signs nobody in by a session that was planted, and ends whichever this browser had", async () => {
    const { orm, link, visitor, sql } = await started();
    await createUser(orm, { ...ada, email: "eve@example.com", name: "Eve" });
    const person = visitor();
    // Eve has signed this browser in, and knows the cookie.
    await person.signIn("eve@example.com", ada.password);
    const planted = person.cookie;
    await person.setPassword(await link(), next);
    expect(await person.who()).toMatchObject({ name: "Ada" });
    expect(person.cookie).not.toBe(planted);
    expect(await visitor().who({ cookie: planted })).toMatchObject({ reason: "SESSION_ENDED" });
    expect(await sql("select 1 from auth.sessions")).toHaveLength(1);
  });
});

describe("a user of the provider", () => {
  const provider = { OIDC_ISSUER: "http://127.0.0.1:9", OIDC_CLIENT_ID: "cars", OIDC_CLIENT_SECRET: "x" };

  test("without a password gets none by a mail", async () => {
    const { orm, forgotten, mailTo, sql } = await started({ ...provider, OIDC_NAME: "Acme" });
    await createUser(orm, { email: "ben@example.com", role: "reader" });
    await forgotten("ben@example.com");
    const { kind, text } = await mailTo("ben@example.com");
    expect(kind).toBe("no-password");
    expect(text).toContain("Sign in with Acme:\n\nhttp://127.0.0.1:3000/sign-in\n");
    expect(await sql("select 1 from auth.verifications")).toEqual([]);
  });

  test("who never showed that the address is theirs loses the account to whoever reads its mail", async () => {
    const { id, link, visitor, sql } = await started();
    await sql("update auth.users set email_verified = false");
    await sql(
      `insert into auth.accounts (user_id, provider_id, account_id) values ('${id}', 'oidc', 'an impostor')`,
    );
    await visitor().setPassword(await link(), next);
    expect(await sql("select provider_id from auth.accounts")).toEqual([{ provider_id: "credential" }]);
    expect(await sql("select email_verified from auth.users")).toEqual([{ email_verified: true }]);
  });
});

describe("where nothing sends mails", () => {
  test("nobody resets a password by one, and pages are told", async () => {
    const { visitor } = await startApplication({ SIGN_UP_ROLE: "reader" });
    for (const path of ["/auth/password/forgotten", "/auth/password/set", "/auth/sign-up"])
      expect([path, (await visitor().post(path, { email: ada.email })).status]).toEqual([path, 404]);
    expect(JSON.parse((await visitor().get("/auth/session")).body)).toMatchObject({
      canSignUp: false,
      canResetPassword: false,
    });
  });

  test("they are in the log in development", async () => {
    const { server, visitor } = await startApplication({ DEVELOPMENT_USER: "yes" });
    await createUser(server.orm, ada);
    const log = vi.spyOn(server.server.log, "info");
    await visitor().post("/auth/password/forgotten", { email: ada.email });
    await vi.waitFor(() =>
      expect(log).toHaveBeenCalledWith(
        expect.stringMatching(/^A mail to ada@example\.com, "Your password for .*": http.*#[\w-]{43}$/),
      ),
    );
  });
});

test("a mail that can't be sent is logged, and answers nobody otherwise", async () => {
  const { server, visitor } = await startApplication({}, async () => {
    throw new Error("the mail server is away");
  });
  await createUser(server.orm, ada);
  const log = vi.spyOn(server.server.log, "error");
  expect((await visitor().post("/auth/password/forgotten", { email: ada.email })).status).toBe(204);
  await vi.waitFor(() =>
    expect(log).toHaveBeenCalledWith(
      { err: expect.objectContaining({ message: "the mail server is away" }) },
      "a mail of sign-in can't be sent",
    ),
  );
});
