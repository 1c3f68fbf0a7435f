import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PitstopCopy, prepareCopy } from "../testing/pitstop.ts";

let copy: PitstopCopy;
beforeAll(async () => {
  copy = await prepareCopy();
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "-m", "first");
});
afterAll(() => copy.remove());

const git = (...words: string[]): string =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...words], {
    cwd: copy.root,
    encoding: "utf8",
    stdio: "pipe",
  });

test("a removal that nobody was told of is stopped where clients of a revision must not break", async () => {
  expect(await copy.pitstop("check", "--against", "main")).toMatchObject({ status: 0, stdout: "" });
  expect(await copy.pitstop("attribute:remove", "car", "color")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/attribute:deprecate car color.*CONFIRMATION_NEEDED/s),
  });
  expect(await copy.pitstop("attribute:remove", "car", "color", "--yes")).toMatchObject({ status: 0 });
  const { status, stdout } = await copy.pitstop("check", "--against", "main");
  expect(status).toBe(1);
  expect(stdout).toMatch(/Breaks clients of main: car\.byId: .*color.*never been deprecated/);
  expect(await copy.pitstop("check")).toMatchObject({ status: 0 });
  expect(await copy.pitstop("undo")).toMatchObject({ status: 0 });
});

test("what was announced, and whose day has come, may go", async () => {
  const day = new Date().toISOString().slice(0, 10);
  expect(await copy.pitstop("attribute:deprecate", "car", "color", "--sunset", day)).toMatchObject({
    status: 0,
  });
  git("commit", "--quiet", "--all", "-m", "announced");
  git("tag", "announced");
  expect(await copy.pitstop("attribute:remove", "car", "color")).toMatchObject({ status: 0 });
  expect(await copy.pitstop("check", "--against", "announced")).toMatchObject({ status: 0, stdout: "" });
});

test("a revision that is not there is told", async () => {
  expect(await copy.pitstop("check", "--against", "nowhere", "--json")).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("CONTRACT_REVISION_UNKNOWN"),
  });
});
