import { testDatabase } from "@app/db/testing";
import { describe, expect, test } from "vitest";
import { startApplication } from "../../test/application.ts";
import { changeUser, createUser, listUsers, removeUser } from "./index.ts";

const ada = { email: "ada@example.com", name: "Ada", role: "admin", password: "correct horse battery" };

test("users are listed by email address, with how they sign in and whether they are signed in", async () => {
  const { server, visitor } = await startApplication();
  await createUser(server.orm, ada);
  await createUser(server.orm, { email: "Ben@Example.com", role: "reader" });
  expect(await listUsers(server.orm)).toMatchObject([
    { email: "ada@example.com", role: "admin", hasPassword: true, sessions: 0, seenAt: null },
    { email: "ben@example.com", name: "ben", hasPassword: false, hasProvider: false },
  ]);
  await visitor().signIn(ada.email, ada.password);
  const [signedIn] = await listUsers(server.orm);
  expect(signedIn).toMatchObject({ sessions: 1, seenAt: expect.stringMatching(/Z$/) });
});

describe("a user that is signed in", () => {
  async function signedIn() {
    const application = await startApplication();
    await createUser(application.server.orm, ada);
    const person = application.visitor();
    await person.signIn(ada.email, ada.password);
    return { ...application, orm: application.server.orm, person };
  }

  test("has another role from the next request on", async () => {
    const { orm, person } = await signedIn();
    expect(await changeUser(orm, "Ada@example.com", { role: "reader" })).toMatchObject({
      name: "Ada",
      role: "reader",
    });
    expect(await person.who()).toMatchObject({ name: "Ada", role: "reader" });
  });

  test("is signed out by another password, and signs in with that alone", async () => {
    const { orm, person, visitor } = await signedIn();
    await changeUser(orm, ada.email, { password: "staple battery horse" });
    expect(await person.who()).toMatchObject({ status: 401, reason: "SESSION_ENDED" });
    expect((await visitor().signIn(ada.email, ada.password)).status).toBe(401);
    expect((await visitor().signIn(ada.email, "staple battery horse")).status).toBe(204);
  });

  test("is signed out by being removed, and can't sign in again", async () => {
    const { orm, person, visitor } = await signedIn();
    expect(await removeUser(orm, ada.email)).toMatchObject({ email: ada.email });
    expect(await person.who()).toMatchObject({ status: 401 });
    expect((await visitor().signIn(ada.email, ada.password)).status).toBe(401);
    expect(await listUsers(orm)).toEqual([]);
  });
});

test("a user of the provider alone gets a password", async () => {
  const { server, visitor } = await startApplication();
  await createUser(server.orm, { email: ada.email, role: "admin" });
  await changeUser(server.orm, ada.email, { password: ada.password });
  expect((await visitor().signIn(ada.email, ada.password)).status).toBe(204);
});

test("nobody else is changed, and nothing where a password is too short", async () => {
  const { orm } = await testDatabase();
  await createUser(orm, ada);
  const before = await listUsers(orm);
  await expect(changeUser(orm, "ben@example.com", { role: "admin" })).rejects.toMatchObject({
    code: "USER_NOT_FOUND",
  });
  await expect(removeUser(orm, "ben@example.com")).rejects.toMatchObject({ code: "USER_NOT_FOUND" });
  await expect(changeUser(orm, ada.email, { role: "reader", password: "short" })).rejects.toMatchObject({
    code: "PASSWORD_LENGTH",
  });
  expect(await listUsers(orm)).toEqual(before);
});
