import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { t3Files, t3Schema } from "../../test/t3-workspace.ts";
import { runCommand } from "./command-line.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "pitstop-contract-test-")));
const api = join(root, "packages/api");
const db = join(root, "packages/db");

const require = createRequire(import.meta.url);
const installed = (name: string): string => {
  const entry = require.resolve(name);
  return entry.slice(0, entry.lastIndexOf(`node_modules/${name}`) + `node_modules/${name}`.length);
};
const link = (target: string, place: string): void => {
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(target, place);
};
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const git = (...words: string[]): void => {
  execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", ...words], { cwd: root });
};
/** Each run of the command starts two processes that load the whole router: the test command has one. */
const long = test.runIf(process.env.PITSTOP_LONG);
const contract = (...words: string[]) => runCommand(["src/root.ts", ...words], api);

beforeAll(() => {
  for (const [path, text] of Object.entries(t3Files)) write(path, text);
  for (const name of ["zod", "@trpc/server", "superjson"])
    link(installed(name), join(api, "node_modules", name));
  for (const name of ["zod", "drizzle-orm", "drizzle-zod"])
    link(installed(name), join(db, "node_modules", name));
  link(db, join(api, "node_modules/@acme/db"));
  git("init", "--quiet", "--initial-branch", "main");
  git("add", ".");
  git("commit", "--quiet", "--message", "first");
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

long("nothing changed since main: it says so, and counts the answers that nothing describes", async () => {
  const { exitCode, stdout } = await contract("--against", "main");
  expect(stdout).toContain("Nothing changed that a client could notice.");
  expect(stdout).toContain(
    "4 answers are not described (no .output()): post.all, post.byId, post.create, post.since",
  );
  expect(exitCode).toBe(0);
});

test("a column that clients must send now breaks them, though it is in another package", async () => {
  write("packages/db/src/schema.ts", t3Schema("slug: t.text().notNull(),"));
  const { exitCode, stdout } = await contract("--against", "main", "--format", "json");
  const { findings, unseen } = JSON.parse(stdout);
  expect(findings).toMatchObject([
    { id: "input-required-added", level: "breaking", procedure: "post.create", path: "input.slug" },
  ]);
  expect(unseen.answers).toEqual(["post.all", "post.byId", "post.create", "post.since"]);
  expect(exitCode).toBe(1);
  write("packages/db/src/schema.ts", t3Schema());
});

long("types that JSON doesn't have are compared by their names", async () => {
  write(
    "packages/api/src/router/post.ts",
    t3Files["packages/api/src/router/post.ts"].replace("day: z.date()", "day: z.string()"),
  );
  expect((await contract("--against", "main")).stdout).toContain("`day` must be text now; it was a Date.");
  write("packages/api/src/router/post.ts", t3Files["packages/api/src/router/post.ts"]);
});

long("a contract that was written to a file can be compared with", async () => {
  expect((await contract("--write", "contract.json")).exitCode).toBe(0);
  expect((await contract("--contract", "contract.json")).exitCode).toBe(0);
});

long.each([
  ["an unknown revision", ["--against", "nowhere"], "CONTRACT_REVISION_UNKNOWN"],
  ["an unknown option", ["--agaisnt", "main"], "unknown option"],
  ["a router that isn't exported", ["--router", "other"], "Name one with --router"],
])("%s ends with 2 and says what to do", async (_case, words, text) => {
  const { exitCode, stderr } = await contract(...words);
  expect(stderr).toContain(text);
  expect(exitCode).toBe(2);
});
