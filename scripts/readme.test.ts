// @domain car: the README shows the application on this domain, and the test goes with it.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "pitstop-readme-"));
chmodSync(folder, 0o755); // PostgreSQL's account has to get through
const backups = join(folder, "backups");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Commands that another test runs, or that the test command itself consists of. */
const runElsewhere: Record<string, string> = {
  "npx -y pnpm start": "scripts/start.test.ts",
  "npx -y pnpm test": ".ci/run",
  "pnpm build": "apps/server/src/bundle.test.ts",
  "DATABASE_URL=postgresql://… PORT=8080 pnpm serve": "apps/server/src/bundle.test.ts",
};

/** Commands that are run here, one after another on one database, with words that they must say. */
const runHere: Record<string, RegExp> = {
  "pnpm --filter db migration:create --name add_price": /No changes required/,
  "pnpm --filter db migration:up": /\d+ migrations? up on pitstop[\s\S]+Successfully migrated/,
  "pnpm --filter db seed --cars 100000": /Added 100,000 cars/,
  "pnpm --filter db rehearse": /Nothing to migrate/,
  "pnpm --filter db rehearse --sample 1000": /Nothing to migrate/,
  "pnpm --filter db backup": /\d+ migrations?, last Migration\w+\n\nIt is in /,
  "pnpm --filter db restore BACKUP --yes": /Restored .+\nWhat was there before is kept in /,
  'pnpm --filter db backfill --table cars --set "name = trim(name)" --where "name <> trim(name)" --dry-run':
    /\d+ rows of cars match\. Nothing was changed/,
};

describe("the README", () => {
  test("names no command that no test runs", () => {
    const tested = [...Object.keys(runElsewhere), ...Object.keys(runHere)];
    // The schema operations are run by packages/cli, in a copy that they may change.
    const commands = commandsOf(readme).filter((command) => !command.startsWith("pnpm pitstop "));
    expect(new Set(commands)).toEqual(new Set(tested));
    for (const file of Object.values(runElsewhere)) expect(existsSync(join(root, file)), file).toBe(true);
  });

  test.each(Object.entries(runHere))("%s works as it stands", (command, words) => {
    expect(run(command.replace("BACKUP", newestBackup))).toMatch(words);
  });

  test.each(["down", "list", "pending", "check", "fresh"])("so does migration:%s", (name) => {
    expect(run(`pnpm --filter db migration:${name}`)).not.toMatch(/error/i);
  });

  test("leads to files that are there", () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = ""]) => path);
    expect(links.length).toBeGreaterThan(3);
    for (const path of links) expect(existsSync(join(root, path)), path).toBe(true);
  });
});

/** The lines of code blocks that a person types, without their comments and without the recorded walk-through. */
function commandsOf(text: string): string[] {
  return [...text.matchAll(/^```(?<language>\w*)\n(?<block>[\s\S]*?)^```/gm)]
    .flatMap(({ groups }) => (groups?.language === "" ? [groups.block ?? ""] : []))
    .filter((block) => !block.startsWith("$"))
    .flatMap((block) => block.trim().split("\n"))
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((line) => line !== "");
}

/** The name that a person takes from the list. */
function newestBackup(): string {
  return readdirSync(backups).sort().at(-1) ?? "";
}

function run(command: string): string {
  const { DATABASE_URL: _, ...environment } = process.env;
  return execFileSync("sh", ["-c", `${command} 2>&1`], {
    cwd: root,
    encoding: "utf8",
    env: { ...environment, PITSTOP_DATA: join(folder, "data"), PITSTOP_BACKUPS: backups },
  });
}
