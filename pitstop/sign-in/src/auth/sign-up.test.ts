import { expect, test } from "vitest";
import { startWithMails } from "../../test/application.ts";
import { createUser } from "../users/index.ts";

const ada = { email: "ada@example.com", name: "Ada", role: "editor", password: "correct horse battery" };
const password = "staple battery horse";

async function started(environment: Record<string, string> = { SIGN_UP: "yes", SIGN_UP_ROLE: "reader" }) {
  const application = await startWithMails(environment);
  const signUp = (email: string, more = {}) =>
    application.visitor().post("/auth/sign-up", { email, ...more });
  return { ...application, signUp };
}

test("whoever reads the mail of an address becomes a user, in the role that the settings say", async () => {
  const { signUp, mailTo, visitor, sql } = await started();
  expect(JSON.parse((await visitor().get("/auth/session")).body)).toMatchObject({ canSignUp: true });
  expect((await signUp("Eve@Example.com")).status).toBe(204);
  const { kind, link = "" } = await mailTo("eve@example.com");
  expect(kind).toBe("sign-up");
  // Nobody is a user before the address is known to be theirs.
  expect(await sql("select 1 from auth.users")).toEqual([]);
  const [, token = ""] = link.split("#");
  const person = visitor();
  expect(JSON.parse((await person.post("/auth/password/link", { token })).body)).toMatchObject({
    kind: "sign-up",
    email: "eve@example.com",
  });
  expect((await person.setPassword(token, password, "Eve")).status).toBe(204);
  expect(await person.who()).toMatchObject({ name: "Eve", role: "reader" });
  expect(await sql("select email, email_verified, role from auth.users")).toEqual([
    { email: "eve@example.com", email_verified: true, role: "reader" },
  ]);
  expect((await visitor().signIn("eve@example.com", password)).status).toBe(204);
  expect((await visitor().setPassword(token, "another horse battery")).status).toBe(400);
});

test("whoever has a user gets a mail that says so, and the same answer as everybody", async () => {
  const { server, signUp, mailTo, visitor, sql } = await started();
  await createUser(server.orm, ada);
  const answers = await server.orm.em.fork().transactional(async (em) => {
    await em.execute(`lock table "auth"."users" in access exclusive mode`);
    return [await signUp(ada.email), await signUp("eve@example.com")];
  });
  expect(answers.map(({ status, body }) => [status, body])).toEqual([
    [204, ""],
    [204, ""],
  ]);
  expect(await mailTo(ada.email)).toMatchObject({ kind: "account-exists" });
  expect(await mailTo("eve@example.com")).toMatchObject({ kind: "sign-up" });
  expect(await sql("select 1 from auth.verifications")).toHaveLength(1);
  expect((await visitor().signIn(ada.email, ada.password)).status).toBe(204);
});

test("nobody chooses a role, or an address that is none", async () => {
  const { signUp, visitor, mails, tokenTo } = await started();
  expect((await signUp("eve@example.com", { role: "admin" })).status).toBe(400);
  for (const email of ["eve", "eve@example.com\nbcc: all@example.com", "a@b.example, c@d.example", ""])
    expect([email, (await signUp(email)).status]).toEqual([email, 400]);
  expect(mails).toEqual([]);
  await signUp("eve@example.com");
  const token = await tokenTo("eve@example.com");
  const answer = await visitor().post("/auth/password/set", { token, password, role: "admin" });
  expect(answer.status).toBe(400);
});

test("a link to sign up with resets nobody's password, and one to reset it makes no user", async () => {
  const { server, signUp, tokenTo, visitor, sql } = await started();
  await signUp(ada.email);
  const token = await tokenTo(ada.email);
  await createUser(server.orm, { ...ada, email: "ben@example.com" });
  await visitor().post("/auth/password/forgotten", { email: "ben@example.com" });
  const reset = await tokenTo("ben@example.com");
  await sql("delete from auth.users");
  await sql(`insert into auth.users (email, name, role) values ('ada@example.com', 'Ada', 'admin')`);
  for (const each of [token, reset]) expect((await visitor().setPassword(each, password)).status).toBe(400);
  expect(await sql("select email from auth.users")).toEqual([{ email: ada.email }]);
  expect(await sql("select 1 from auth.accounts")).toEqual([]);
});

test("of many who use links to one address at once, one becomes a user", async () => {
  const { signUp, tokenTo, visitor, sql } = await started();
  const tokens: string[] = [];
  for (let time = 0; time < 2; time += 1) {
    await signUp(ada.email);
    tokens.push(await tokenTo(ada.email));
  }
  const answers = await Promise.all(
    [...tokens, ...tokens].map((token) => visitor().setPassword(token, password)),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 400, 400, 400]);
  expect(await sql("select 1 from auth.users")).toHaveLength(1);
});

test("by default nobody signs up, also with a link of when everybody could", async () => {
  const { visitor, signUp, sql } = await started({ SIGN_UP_ROLE: "reader" });
  expect((await signUp("eve@example.com")).status).toBe(404);
  expect(JSON.parse((await visitor().get("/auth/session")).body)).toMatchObject({
    canSignUp: false,
    canResetPassword: true,
  });
  // As another server made it, on which it was on.
  await sql(`insert into auth.verifications (identifier, value, expires_at)
    values ('link ' || rtrim(translate(encode(sha256('made'), 'base64'), '+/', '-_'), '='), 'sign-up eve@example.com', now() + interval '1 hour')`);
  expect((await visitor().post("/auth/password/link", { token: "made" })).status).toBe(400);
  expect((await visitor().setPassword("made", password)).status).toBe(400);
  expect(await sql("select 1 from auth.users")).toEqual([]);
});
