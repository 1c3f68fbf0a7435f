import { describe, expect, test } from "vitest";
import { startApplication, type Visitor } from "../../test/application.ts";
import { createUser } from "../users/index.ts";

const ada = { email: "ada@example.com", name: "Ada", role: "editor", password: "correct horse battery" };

async function started(environment?: Record<string, string>) {
  const application = await startApplication(environment);
  const { id } = await createUser(application.server.orm, ada);
  const signedIn = async (): Promise<Visitor> => {
    const visitor = application.visitor();
    expect((await visitor.signIn(ada.email, ada.password)).status).toBe(204);
    return visitor;
  };
  const sql = (text: string) => application.server.orm.em.fork().execute<Record<string, unknown>[]>(text);
  return { ...application, id, signedIn, sql };
}

describe("a user with a password", () => {
  test("signs in, is known to the API, and signs out for good", async () => {
    const { visitor, id } = await started();
    const person = visitor();
    expect(await person.who()).toBeNull();
    expect((await person.signIn("Ada@Example.com", ada.password)).status).toBe(204);
    expect(await person.who()).toEqual({ id, name: "Ada", role: "editor" });
    expect(JSON.parse((await person.get("/auth/session")).body)).toMatchObject({
      user: { email: ada.email },
    });
    const before = person.cookie;
    expect((await person.post("/auth/sign-out")).status).toBe(204);
    expect(await person.who()).toBeNull();
    // Whoever kept the cookie has nothing.
    expect(await person.who({ cookie: before })).toMatchObject({ status: 401, reason: "SESSION_ENDED" });
  });

  test("gets an answer without the session's token, which the cookie alone has", async () => {
    const { visitor, sql } = await started();
    const answer = await visitor().signIn(ada.email, ada.password);
    const [{ token } = {}] = await sql("select token from auth.sessions");
    expect(answer.body).toBe("");
    expect(String(answer.headers["set-cookie"])).toContain(String(token));
    expect(String(answer.headers["set-cookie"])).toMatch(
      /^session=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  test("gets cookies of this host alone, and over https alone, where the application has https", async () => {
    const { visitor } = await started({ PUBLIC_URL: "https://cars.example.com" });
    const person = visitor();
    const answer = await person.signIn(ada.email, ada.password);
    for (const cookie of answer.headers["set-cookie"] ?? [])
      expect(cookie).toMatch(
        /^__Host-session=[^;]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
    expect(await person.who()).toMatchObject({ name: "Ada" });
  });

  test("has a new session after each sign-in, and a session that was there before ends", async () => {
    const { signedIn, sql } = await started();
    const person = await signedIn();
    const before = person.cookie;
    await person.signIn(ada.email, ada.password);
    expect(person.cookie).not.toBe(before);
    expect(await person.who({ cookie: before })).toMatchObject({ status: 401 });
    expect(await sql("select 1 from auth.sessions")).toHaveLength(1);
  });

  test("is not signed in by a cookie that somebody else planted", async () => {
    const { visitor } = await started();
    const victim = visitor();
    victim.cookies.set("session", "planted.c2lnbmF0dXJl");
    await victim.signIn(ada.email, ada.password);
    expect(victim.cookie).not.toContain("planted");
    expect(await visitor().who({ cookie: "session=planted.c2lnbmF0dXJl" })).toMatchObject({ status: 401 });
  });

  test("isn't known any more once the session has expired, or the user is gone", async () => {
    const { signedIn, sql } = await started();
    const [one, other] = [await signedIn(), await signedIn()];
    const [{ id } = {}] = await sql("select id from auth.sessions order by created_at limit 1");
    await sql(`update auth.sessions set expires_at = now() - interval '1 second' where id = '${String(id)}'`);
    expect(await one.who()).toMatchObject({ status: 401, reason: "SESSION_ENDED" });
    // The page that looks takes the cookie back.
    await one.get("/auth/session");
    expect(one.cookie).toBeUndefined();
    await sql("delete from auth.users");
    expect(await other.who()).toMatchObject({ status: 401, reason: "SESSION_ENDED" });
  });
});

describe("a new password", () => {
  const change = (person: Visitor, current: string, next: string) =>
    person.post("/auth/password/change", { current, next });

  test("takes the place of the old one, keeps this browser signed in, and signs all others out", async () => {
    const { signedIn, visitor } = await started();
    const [person, elsewhere] = [await signedIn(), await signedIn()];
    const before = person.cookie;
    expect((await change(person, ada.password, "staple battery horse")).status).toBe(204);
    expect(await person.who()).toMatchObject({ name: "Ada" });
    for (const headers of [{}, { cookie: before }])
      expect(await elsewhere.who(headers)).toMatchObject({ reason: "SESSION_ENDED" });
    expect((await visitor().signIn(ada.email, ada.password)).status).toBe(401);
    expect((await visitor().signIn(ada.email, "staple battery horse")).status).toBe(204);
  });

  test("needs the old one, a length, and somebody who is signed in", async () => {
    const { signedIn, visitor } = await started();
    const [person, elsewhere] = [await signedIn(), await signedIn()];
    expect(JSON.parse((await change(person, "wrong horse battery", "staple battery horse")).body)).toEqual({
      error: "PASSWORD_WRONG",
      message: "The password that you have now is another one.",
    });
    expect(JSON.parse((await change(person, ada.password, "short")).body)).toEqual({
      error: "PASSWORD_LENGTH",
      message: "A password has 12 to 128 characters.",
    });
    expect((await change(visitor(), ada.password, "staple battery horse")).status).toBe(401);
    expect(await elsewhere.who()).toMatchObject({ name: "Ada" });
    expect((await visitor().signIn(ada.email, ada.password)).status).toBe(204);
  });

  test("can't be had by guessing the old one in a browser that somebody left open", async () => {
    const { signedIn, sql } = await started();
    const person = await signedIn();
    await change(person, "wrong horse battery", "staple battery horse");
    await sql("update auth.attempts set count = 10 where key like 'account %'");
    expect((await change(person, ada.password, "staple battery horse")).status).toBe(429);
  });
});

describe("sessions", () => {
  test("are listed to their user, and can be ended one by one or all but this one", async () => {
    const { signedIn } = await started();
    const [phone, laptop, desk] = [await signedIn(), await signedIn(), await signedIn()];
    const listed = async (person: Visitor) =>
      JSON.parse((await person.get("/auth/sessions", { "user-agent": "desk" })).body) as {
        sessions: { id: string; isCurrent: boolean }[];
      };
    const { sessions } = await listed(desk);
    expect(JSON.parse((await desk.get("/auth/sessions")).body)).toMatchObject({ hasPassword: true });
    expect(sessions.map(({ isCurrent }) => isCurrent)).toEqual([true, false, false]);
    expect(JSON.stringify(sessions)).not.toContain("token");
    const [, , oldest] = sessions;
    expect((await desk.delete(`/auth/sessions/${oldest?.id}`)).status).toBe(204);
    expect(await phone.who()).toMatchObject({ reason: "SESSION_ENDED" });
    expect(await laptop.who()).toMatchObject({ name: "Ada" });
    expect((await desk.delete("/auth/sessions")).status).toBe(204);
    expect(await laptop.who()).toMatchObject({ reason: "SESSION_ENDED" });
    expect((await listed(desk)).sessions).toHaveLength(1);
  });

  test("of another user can't be seen or ended", async () => {
    const { server, signedIn, visitor, sql } = await started();
    await createUser(server.orm, { ...ada, email: "eve@example.com" });
    const [person, eve] = [await signedIn(), visitor()];
    await eve.signIn("eve@example.com", ada.password);
    const [{ id } = {}] = await sql(
      "select s.id from auth.sessions s join auth.users u on u.id = user_id where email = 'ada@example.com'",
    );
    expect((await eve.get("/auth/sessions")).body).not.toContain(String(id));
    await eve.delete(`/auth/sessions/${String(id)}`);
    await eve.delete("/auth/sessions");
    expect(await person.who()).toMatchObject({ name: "Ada" });
    for (const answer of [await visitor().get("/auth/sessions"), await visitor().delete("/auth/sessions")])
      expect(answer.status).toBe(401);
  });
});

describe("who guesses", () => {
  test("is not told whether there is such a user, by words or by work", async () => {
    const { visitor } = await started();
    const cost = async (email: string) => {
      const before = process.cpuUsage();
      const answers = [];
      for (let attempt = 0; attempt < 2; attempt += 1)
        answers.push(await visitor().signIn(email, "wrong horse battery"));
      const { user } = process.cpuUsage(before);
      return { user, answers: answers.map(({ status, body }) => ({ status, body })) };
    };
    await cost("first@example.com"); // what is loaded and compiled once
    const wrong = await cost(ada.email);
    const unknown = await cost("nobody@example.com");
    expect(unknown.answers).toEqual(wrong.answers);
    expect(unknown.answers[0]).toMatchObject({ status: 401 });
    // A password costs far more than anything else does: without it, an unknown user would be a tenth.
    expect(unknown.user).toBeGreaterThan(wrong.user / 2);
    expect((await visitor().signIn("no address", "wrong horse battery")).body).toBe(unknown.answers[0]?.body);
  });

  test("may guess ten times at one account, on all servers together, whether or not it is there", async () => {
    const { visitor, sql } = await started();
    for (const email of [ada.email, "nobody@example.com"]) {
      const guess = async () => (await visitor().signIn(email, "wrong horse battery")).status;
      const first = await guess();
      await sql("update auth.attempts set count = 9 where key like 'account %' and count = 1");
      expect([first, await guess(), await guess()]).toEqual([401, 401, 429]);
    }
    const refused = await visitor().signIn(ada.email, ada.password);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    // What counts is in the database, and no address is in it.
    expect(JSON.stringify(await sql("select * from auth.attempts"))).not.toContain("ada");
    await sql("update auth.attempts set expires_at = now() - interval '1 second'");
    expect((await visitor().signIn(ada.email, ada.password)).status).toBe(204);
  });

  test("is stopped at fifty attempts from one address, whoever they are at", async () => {
    const { visitor, sql } = await started();
    await visitor().signIn("nobody@example.com", "wrong horse battery");
    await sql("update auth.attempts set count = 50 where key like 'address %'");
    expect((await visitor().signIn(ada.email, ada.password)).status).toBe(429);
  });

  test("gains nothing by guessing many times at once", async () => {
    const { visitor, sql } = await started();
    await visitor().signIn(ada.email, "wrong horse battery");
    await sql("update auth.attempts set count = 8 where key like 'account %'");
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => visitor().signIn(ada.email, "wrong horse battery")),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(2);
  });
});

describe("a page of another site", () => {
  const foreign = { origin: "https://evil.example.com", "sec-fetch-site": "cross-site" };

  test("can't sign anybody in, out, or end their sessions", async () => {
    const { signedIn } = await started();
    const person = await signedIn();
    for (const path of ["/auth/password", "/auth/password/change", "/auth/provider", "/auth/sign-out"]) {
      const answer = await person.post(path, { email: ada.email, password: ada.password }, foreign);
      expect([path, answer.status]).toEqual([path, 403]);
    }
    expect(await person.who()).toMatchObject({ name: "Ada" });
  });
});

test("what better-auth would answer besides is not there", async () => {
  const { signedIn } = await started();
  const person = await signedIn();
  const paths = [
    "sign-up/email",
    "sign-in/email",
    "update-user",
    "delete-user",
    "change-email",
    "update-session",
  ];
  for (const path of paths) {
    const answer = await person.post(`/auth/${path}`, { ...ada, email: "new@example.com", role: "admin" });
    expect([path, answer.status]).toEqual([path, 404]);
  }
  for (const path of ["get-session", "list-sessions", "ok", "error", "callback/google"])
    expect([path, (await person.get(`/auth/${path}`)).status]).toEqual([path, 404]);
});
