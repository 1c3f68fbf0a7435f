import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "../../test/copy-workspace.ts";
import { prepareCopy } from "../../test/prepared-copy.ts";
import { operations } from "../operations/index.ts";

const isLong = process.env.PITSTOP_LONG === "1";

/** The `pnpm pitstop …` lines of a document, without their comments. */
const commandsOf = (path: string): string[] =>
  [...readFileSync(join(repository, path), "utf8").matchAll(/^pnpm pitstop (.*?)(?:\s+#.*)?$/gm)].map(
    ([, words = ""]) => words,
  );

const commands = commandsOf("docs/guides/change-a-schema.md").map((words) => words.split(" "));

/** What all-or-nothing.test.ts does as well, and undoes to the last byte. */
const doneElsewhere = new Set(["attribute:add car price:decimal:12,2!=0", "undo"]);

/**
 * The words, and what leaves out the tests of the domains: that an operation passes them, all-or-nothing.test.ts and
 * matrix.test.ts show, and the long form of each one here.
 */
const shortened = (words: readonly string[]): readonly string[] =>
  isLong || !operations.has(words[0] ?? "") ? words : [...words, "--without", "tests"];

test("the README shows only commands of the guide to changing a schema", () => {
  expect(commandsOf("docs/guides/change-a-schema.md")).toEqual(
    expect.arrayContaining(commandsOf("README.md")),
  );
});

test("every command of the guide to changing a schema works as it stands, one after the other", async () => {
  expect(commands.length).toBeGreaterThan(10);
  const copy = await prepareCopy({ isRehearsed: false });
  const git = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
  for (const words of [
    ["init", "--quiet", "--initial-branch=main"],
    ["add", "."],
    [...git, "commit", "--quiet", "-m", "begin"],
  ])
    execFileSync("git", words, { cwd: copy.root });
  try {
    for (const words of commands) {
      if (!isLong && doneElsewhere.has(words.join(" "))) continue;
      const { status, stdout, stderr } = await copy.pitstop(...shortened(words));
      expect(`${words.join(" ")}: ${status} ${status === 0 ? "" : stdout + stderr}`).toBe(
        `${words.join(" ")}: 0 `,
      );
      expect(await copy.query("select count(*)::int as cars from cars")).toEqual([{ cars: 30 }]);
    }
    expect(await copy.pitstop("check")).toMatchObject({ status: 0, stdout: "" });
  } finally {
    await copy.remove();
  }
});
