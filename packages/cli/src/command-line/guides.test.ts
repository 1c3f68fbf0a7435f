import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "../testing/copy-workspace.ts";
import { testCopy } from "../testing/prepared-copy.ts";

const isLong = process.env.PITSTOP_LONG === "1";

/** Guides whose commands work one after the other. merge.test.ts does what the guide to merging says. */
const guides = [
  "add-a-required-attribute",
  "rename-safely",
  "change-a-type-over-two-releases",
  "recover",
] as const;

/** The commands in a guide's code blocks, without their comments, as a shell splits them. */
const commandsOf = (text: string): string[][] =>
  [...text.matchAll(/^pnpm pitstop (.*?)(?:\s+#.*)?$/gm)].map(([, words = ""]) =>
    [...words.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, one, two, three]) => one ?? two ?? three ?? ""),
  );

test.each(isLong ? guides : guides.slice(0, 1))(
  "every command of the guide %s works as it stands, one after the other",
  async (guide) => {
    const commands = commandsOf(readFileSync(join(repository, `docs/guides/${guide}.md`), "utf8"));
    expect(commands.length).toBeGreaterThan(1);
    const copy = await testCopy();
    // Values of the example that another type takes.
    await copy.query("update categories set description = name");
    for (const words of commands) {
      const { status, stdout, stderr } = await copy.pitstop(...words);
      const what = `${words.join(" ")}: `;
      expect(`${what}${status} ${status === 0 ? "" : stdout + stderr}`).toBe(`${what}0 `);
    }
    expect(await copy.query("select count(*)::int as cars from cars")).toEqual([{ cars: 30 }]);
  },
);
