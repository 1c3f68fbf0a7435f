import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "../testing/copy-workspace.ts";
import { prepareCopy } from "../testing/prepared-copy.ts";

const readme = readFileSync(join(repository, "README.md"), "utf8");

/** The `pnpm pitstop …` lines of the README, without their comments. */
const commands = [...readme.matchAll(/^pnpm pitstop (.*?)(?:\s+#.*)?$/gm)].map(([, words = ""]) =>
  words.split(" "),
);

test("every pitstop command of the README works as it stands, one after the other", async () => {
  expect(commands.length).toBeGreaterThan(10);
  const copy = await prepareCopy();
  const git = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
  for (const words of [
    ["init", "--quiet", "--initial-branch=main"],
    ["add", "."],
    [...git, "commit", "--quiet", "-m", "begin"],
  ])
    execFileSync("git", words, { cwd: copy.root });
  try {
    for (const words of commands) {
      const { status, stdout, stderr } = await copy.pitstop(...words);
      expect(`${words.join(" ")}: ${status} ${status === 0 ? "" : stdout + stderr}`).toBe(
        `${words.join(" ")}: 0 `,
      );
      expect(await copy.query("select count(*)::int as cars from cars")).toEqual([{ cars: 30 }]);
    }
    expect(await copy.pitstop("check")).toMatchObject({ status: 0, stdout: "" });
  } finally {
    copy.remove();
  }
});
