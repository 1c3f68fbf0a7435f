import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { signInMigration } from "@pitstop/sign-in/migration";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PitstopCopy } from "../../test/pitstop.ts";
import { prepareCopy } from "../../test/prepared-copy.ts";

const isLong = process.env.PITSTOP_LONG === "1";

// One after the other: the commands of a key's life, on one copy.
let copy: PitstopCopy;
beforeAll(async () => {
  copy = await prepareCopy({ isRehearsed: false });
});
afterAll(() => copy.remove());

interface Key {
  readonly id: string;
  readonly beginning: string;
  readonly secret: string;
}

const json = <Value>(text: string): Value => JSON.parse(text) as Value; // each test says what it expects

test("before its migration, a command says that the tables are missing", async () => {
  const { status, stdout } = await copy.pitstop("key:list", "--json");
  expect(status).toBe(1);
  expect(json(stdout)).toMatchObject({ error: { code: "SIGN_IN_TABLES_MISSING" } });
});

test("the package's migration passes the pipeline, and leaves nothing to report", async () => {
  const name = "Migration20270101000000_sign_in";
  writeFileSync(join(copy.root, `packages/db/src/migrations/${name}.ts`), signInMigration(name));
  const migrated = await copy.pitstop("migrate");
  expect(migrated.stderr + migrated.stdout).toContain("lint         11 statements, 0 findings");
  expect(migrated.status).toBe(0);
  const checked = await copy.pitstop("check", "--json");
  expect(`${checked.status} ${checked.stdout}`).toMatch(/^0 /);
});

test("a key is created, listed and revoked", async () => {
  const created = await copy.pitstop("key:create", "nightly import", "--role", "editor", "--json");
  expect(created.status).toBe(0);
  const { secret, beginning, id } = json<Key>(created.stdout);
  const listed = await copy.pitstop("key:list");
  expect(listed.stdout).toContain(`${beginning}…  editor  nightly import  expires `);
  expect(listed.stdout).not.toContain(secret);
  const revoked = await copy.pitstop("key:revoke", beginning, "--json");
  expect(json(revoked.stdout)).toMatchObject({ id, revokedAt: expect.stringMatching(/Z$/) });
  expect((await copy.pitstop("key:list")).stdout).toContain("  revoked ");
});

test("for a person, the key alone is on stdout", async () => {
  const { stdout, stderr } = await copy.pitstop(
    "key:create",
    "reports",
    "--role",
    "reader",
    "--days",
    "never",
  );
  expect(stdout).toMatch(/^pit_\w{49}\n$/);
  expect(stderr).toContain("until it is revoked. Store it now");
});

test("a user is created with a password that comes from standard input, once", async () => {
  const words = ["user:create", "--email", "Ada@example.com", "--role", "admin", "--password-stdin"];
  const create = (password: string) =>
    copy.run("pitstop/cli", "pitstop/cli/src/main.ts", words, {}, password).ended;
  expect((await create("short\n")).stderr).toContain("PASSWORD_LENGTH");
  const created = await create("correct horse battery\n");
  expect(created).toMatchObject({
    status: 0,
    stdout: "ada@example.com may sign in with this password, with the role admin.\n",
  });
  expect((await create("correct horse battery\n")).stderr).toContain("USER_EXISTS");
  const [{ password } = {}] = await copy.query("select password from auth.accounts");
  expect(password).toMatch(/^[0-9a-f]+:[0-9a-f]+$/);
});

test("a user is listed, changed and removed", async () => {
  const listed = await copy.pitstop("user:list");
  expect(listed.stdout).toBe("ada@example.com  admin  ada  signs in with password, not signed in\n");
  const changed = await copy.pitstop("user:change", "ada@example.com", "--role", "editor", "--name", "Ada");
  expect(changed).toMatchObject({ status: 0, stdout: "ada@example.com is Ada, with the role editor.\n" });
  const words = ["user:change", "ada@example.com", "--password-stdin", "--json"];
  const other = copy.run("pitstop/cli", "pitstop/cli/src/main.ts", words, {}, "staple battery horse\n");
  expect(json((await other.ended).stdout)).toMatchObject({ email: "ada@example.com", role: "editor" });
  const asked = await copy.pitstop("user:remove", "ada@example.com");
  expect(asked.stderr).toContain("CONFIRMATION_NEEDED");
  expect((await copy.pitstop("user:remove", "ada@example.com", "--yes")).stdout).toBe(
    "ada@example.com is removed, and signed out.\n",
  );
  expect((await copy.pitstop("user:list")).stdout).toBe("There are no users.\n");
});

const refused: [string[], number, string][] = [
  [["user:change", "ada@example.com", "--role", "edtor"], 2, "Choose one of reader, editor, admin"],
  [["user:create", "--email", "ada", "--role", "admin", "--without-password"], 1, "EMAIL_INVALID"],
  [["key:create", "reports", "--role", "reader", "--days", "0"], 2, "KEY_DAYS_INVALID"],
  [["user:change", "ada@example.com"], 2, "NOTHING_TO_CHANGE"],
  [["user:change", "ada@example.com", "--role", "reader"], 1, "USER_NOT_FOUND"],
  [["user:create", "--email", "ada@example.com", "--role", "admin"], 2, "PASSWORD_NEEDED"],
  [["key:create", "reports"], 2, "--role"],
  [["key:create", "reports", "--role", "edtor"], 2, "Choose one of reader, editor, admin"],
  [["key:revoke", "pit_nobody"], 1, "KEY_NOT_FOUND"],
];
test.each(isLong ? refused : refused.slice(0, 3))(
  "%j is answered with what to do",
  async (words, status, text) => {
    const answer = await copy.pitstop(...words);
    expect(answer.status).toBe(status);
    expect(answer.stderr).toContain(text);
  },
);
