import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { PitstopCopy } from "../../test/pitstop.ts";
import { commands } from "../commands/index.ts";
import { isPassedThrough } from "./command.ts";
import { passedThrough } from "./pass-through.ts";

const passed = commands.filter(isPassedThrough);
const isLong = process.env.PITSTOP_LONG === "1";

describe("every word of a command that is passed through reaches it", () => {
  test.each(passed)("of $name, before and after its name", (command) => {
    const words = ["FILE", "--yes", "--json", "-h", "--", "--flag=value", command.name, "--no-x"];
    expect(passedThrough([command.name, ...words])).toEqual({ command, words });
    expect(passedThrough(["--json", "--yes", command.name, "FILE"])).toEqual({
      command,
      words: ["--json", "--yes", "FILE"],
    });
  });

  test("and the commands of this tool are not among them", () => {
    expect(passedThrough(["attribute:add", "car", "migrate:string"])).toBeUndefined();
    expect(passedThrough(["check", "lint"])).toBeUndefined();
    expect(passedThrough(["--help"])).toBeUndefined();
  });
});

/** The flags that a command's help lists. */
const flagsIn = (help: string): string[] => [
  ...new Set([...help.matchAll(/^ +(?:-\w, )?(--[a-z][\w-]*)/gm)].map(([, flag = ""]) => flag)),
];

/** Words that make a command with this flag do its work. Those of one that is not here are refused by the test. */
const calls: Record<string, Record<string, string[]>> = {
  migrate: {
    "--without": ["--without", "backup"],
    "--sample": ["--sample", "5"],
    "--report": ["--report", "report.md"],
    "--json": ["--json"],
    "--yes-without-backup": ["--yes-without-backup"],
    "--quiet": ["--quiet"],
    "--to": ["--to", "Migration20261101000000_initial"],
    "--from": ["--from", "Migration20261101000000_initial"],
    "--only": ["--only", "Migration20261101000000_initial"],
  },
  backup: { "--list": ["--list"], "--verify": ["--list", "--verify"], "--json": ["--json"] },
  restore: { "--yes": ["BACKUP", "--yes"], "--json": ["BACKUP", "--yes", "--json"] },
  rehearse: {
    "--sample": ["--sample", "5"],
    "--report": ["--report", "report.md"],
    "--json": ["--json"],
  },
  backfill: {
    "--table": ["--table", "cars", "--set", "name = trim(name)", "--where", "name <> trim(name)"],
    "--set": ["--table", "cars", "--set", "name = upper(name)", "--where", "name <> upper(name)"],
    "--where": ["--table", "cars", "--set", "name = lower(name)", "--where", "name <> lower(name)"],
    "--dry-run": [
      "--table",
      "cars",
      "--set",
      "name = trim(name)",
      "--where",
      "name <> trim(name)",
      "--dry-run",
    ],
    "--json": ["--table", "cars", "--set", "name = trim(name)", "--where", "name <> trim(name)", "--json"],
  },
  lint: {
    "--json": ["FILE", "--json"],
    "--rules": ["FILE", "--rules", "drop-column"],
    "--style": ["FILE", "--style"],
    "--since": ["FILE", "--since", "HEAD"],
    "--start-after": ["FILE", "--start-after", "Migration20261101000000_initial"],
    "--flavor": ["FILE", "--flavor", "mikro-orm"],
    "--server-version": ["FILE", "--server-version", "18"],
    "--format": ["FILE", "--format", "github"],
  },
  contract: {
    "--against": ["--against", "HEAD"],
    "--file": ["--file", "packages/api/contract.json"],
    "--url": [],
    "--strict": ["--strict"],
    "--check": ["--check"],
    "--write": ["--write"],
    "--json": ["--json"],
    "--markdown": ["--markdown"],
  },
  docs: {
    "--out": ["--out", "openapi.json"],
    "--server": ["--server", "https://cars.example.org"],
    "--json": ["--json"],
  },
};

// What MikroORM and commander list besides; the migrator refuses to migrate into another schema. --stdin-file is for
// standard input, which these calls have none of.
const COMMON = new Set(["--help", "--version", "--config", "--contextName", "--schema", "--stdin-file"]);

describe("every flag of a command that is passed through does its work", () => {
  // One of a kind that the tool itself knows, too: such a flag was lost before.
  const short = ["restore"];
  test.each(passed.filter(({ name }) => isLong || short.includes(name)))("of $name", async ({ name }) => {
    const copy = new PitstopCopy();
    onTestFinished(() => copy.remove());
    expect(await copy.pitstop("migrate")).toMatchObject({ status: 0 });
    const { stdout } = await copy.pitstop(name, "--help");
    const flags = flagsIn(stdout).filter((flag) => !COMMON.has(flag));
    for (const flag of flags) {
      const call = calls[name]?.[flag];
      expect(call, `${name} ${flag} is tried here`).toBeDefined();
      const words = await completed(copy, call ?? []);
      const { status, stdout: out, stderr } = await copy.pitstop(name, ...words);
      expect(`${name} ${words.join(" ")}: ${status} ${status === 0 ? "" : out + stderr}`).toBe(
        `${name} ${words.join(" ")}: 0 `,
      );
      if (words.includes("--json")) JSON.parse(out);
    }
  });
});

/** The words with a backup and a file that there are. */
async function completed(copy: PitstopCopy, words: readonly string[]): Promise<string[]> {
  const file = join(copy.root, "packages/db/src/migrations", "Migration20261101000000_initial.ts");
  if (!words.includes("BACKUP")) return words.map((word) => (word === "FILE" ? file : word));
  await copy.pitstop("backup");
  const backup = readdirSync(join(copy.root, ".pitstop/backups")).sort().at(-1) ?? "";
  return words.map((word) => (word === "BACKUP" ? backup : word));
}
