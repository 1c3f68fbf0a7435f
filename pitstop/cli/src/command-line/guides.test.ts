import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "../../test/copy-workspace.ts";
import type { PitstopCopy } from "../../test/pitstop.ts";
import { testCopy } from "../../test/prepared-copy.ts";

const isLong = process.env.PITSTOP_LONG === "1";

/** Guides whose commands work one after the other. merge.test.ts does what the guide to merging says. */
const guides = [
  "guides/change-a-schema",
  "guides/add-a-required-attribute",
  "guides/rename-safely",
  "guides/change-a-type-over-two-releases",
  "guides/recover",
] as const;

const textOf = (document: string): string => readFileSync(join(repository, document), "utf8");

const textOfGuide = (guide: string): string => textOf(`docs/${guide}.md`);

/** The commands in a guide's code blocks, without their comments, as a shell splits them. */
const commandsOf = (text: string): string[][] =>
  [...text.matchAll(/^pnpm pitstop (.*?)(?:\s+#.*)?$/gm)].map(([, words = ""]) =>
    [...words.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, one, two, three]) => one ?? two ?? three ?? ""),
  );

/** Commands that change nothing, and so need none of those before them. */
const isReading = (words: readonly string[]): boolean =>
  words.includes("--dry-run") || /^(check|status|contract)$/.test(words[0] ?? "");

test("the README shows only commands of the guide to changing a schema", () => {
  expect(commandsOf(textOfGuide("guides/change-a-schema"))).toEqual(
    expect.arrayContaining(commandsOf(textOf("README.md"))),
  );
});

/** A copy that is a repository of its own, with one commit: what clients have today. */
async function guideCopy(): Promise<PitstopCopy> {
  const copy = await testCopy({ isRehearsed: isLong });
  // Values of the example that another type takes.
  await copy.query("update categories set description = name");
  for (const words of [
    ["init", "--quiet", "--initial-branch=main"],
    ["add", "."],
    ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "begin"],
  ])
    execFileSync("git", words, { cwd: copy.root });
  return copy;
}

// What the others do, the tests of each operation show in the ordinary form too.
test("every command of a guide that changes nothing works as it stands", async () => {
  const all = guides.flatMap((guide) => commandsOf(textOfGuide(guide)).filter(isReading));
  // In the short form, one of each operation.
  const commands = new Map(all.map((words) => [isLong ? words.join(" ") : words[0], words]));
  expect(commands.size).toBeGreaterThan(3);
  const copy = await guideCopy();
  for (const [what, words] of commands) {
    const { status, stdout, stderr } = await copy.pitstop(...words);
    expect(`${what}: ${status} ${status === 0 ? "" : stdout + stderr}`).toBe(`${what}: 0 `);
  }
});

test.runIf(isLong).each(guides)(
  "every command of the guide %s works as it stands, one after the other",
  async (guide) => {
    const commands = commandsOf(textOfGuide(guide));
    expect(commands.length).toBeGreaterThan(1);
    const copy = await guideCopy();
    for (const words of commands) {
      const { status, stdout, stderr } = await copy.pitstop(...words);
      const what = `${words.join(" ")}: `;
      expect(`${what}${status} ${status === 0 ? "" : stdout + stderr}`).toBe(`${what}0 `);
    }
    expect(await copy.query("select count(*)::int as cars from cars")).toEqual([{ cars: 30 }]);
  },
);
