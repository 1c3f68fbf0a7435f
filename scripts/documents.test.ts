// @domain car: the documents show the application on this domain, and the test goes with it.
import { execFileSync } from "node:child_process";
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "@pitstop/postgres";
import { afterAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
/** Everything that people read, but for the pages that are generated for each lint rule. */
const documents = globSync(["*.md", "docs/**/*.md"], {
  cwd: root,
  exclude: (path) => path === "docs/lint-rules",
}).map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
const { path: folder, remove } = temporaryFolder();
const backups = join(folder, "backups");
afterAll(remove);

const isLong = process.env.PITSTOP_LONG === "1";

/** Commands that another test runs, or that the test command itself consists of. */
const runElsewhere: Record<string, string> = {
  "npx -y pnpm start": "pitstop/start/src/main.test.ts",
  "npx -y pnpm test": ".ci/run",
  "pnpm build": "apps/server/src/bundle.test.ts",
  "git merge other-branch": "pitstop/cli/src/merge/merge.test.ts",
  "npm create pitstop acme": "scripts/packages/created-application.test.ts",
  'pnpm up --recursive --latest "@pitstop/*" pitstop': "scripts/packages/registry.test.ts",
  'pnpm up --latest "@pitstop/*"': "scripts/packages/registry.test.ts",
  "git commit": "pitstop/cli/src/merge/merge.test.ts",
  "node dist/main.mjs": "scripts/deploy/artifact.test.ts",
  "node dist/migrate.mjs up": "scripts/deploy/artifact.test.ts",
  "node dist/migrate.mjs pending --check": "scripts/deploy/artifact.test.ts",
  "node dist/migrate.mjs rehearse --sample 1000 --report report.md": "scripts/deploy/artifact.test.ts",
  "node dist/migrate.mjs up --sample 1000 --report report.md": "scripts/deploy/artifact.test.ts",
  "node dist/migrate.mjs backup --list --verify": "scripts/deploy/artifact.test.ts",
  "node dist/migrate.mjs restore BACKUP --yes": "scripts/deploy/artifact.test.ts",
};

/** Commands that are run here, one after another on one database, with words that they must say. */
const runHere: Record<string, RegExp> = {
  "pnpm --filter db migration:create --name add_price": /No changes required/,
  "pnpm --filter db migration:up": /\d+ migrations? up on pitstop[\s\S]+Successfully migrated/,
  "pnpm --filter db seed --cars 100000": isLong ? /Added 100,000 cars/ : /Added 1,000 cars/,
  "pnpm --filter db rehearse": /Nothing to migrate/,
  "pnpm --filter db rehearse --sample 1000": /Nothing to migrate/,
  "pnpm --filter db backup": /\d+ migrations?, last Migration\w+\n\nIt is in /,
  "pnpm --filter db restore BACKUP --yes": /Restored .+\nWhat was there before is kept in /,
  'pnpm --filter db backfill --table cars --set "name = trim(name)" --where "name <> trim(name)" --dry-run':
    /\d+ rows of cars match\. Nothing was changed/,
};

describe("the documents", () => {
  test("name no command that no test runs", () => {
    const tested = [...Object.keys(runElsewhere), ...Object.keys(runHere)];
    // The schema operations are run by pitstop/cli, in a copy that they may change.
    const commands = documents
      .filter(({ path }) => path !== "docs/contributing.md") // its commands run the tests
      .flatMap(({ text }) => commandsOf(text))
      .filter((command) => !/^pnpm (--silent )?pitstop /.test(command));
    expect(new Set(commands)).toEqual(new Set(tested));
    for (const file of Object.values(runElsewhere)) expect(existsSync(join(root, file)), file).toBe(true);
  });

  test.each(Object.entries(runHere))("%s works as it stands", (command, words) => {
    // A hundred thousand rows take longer to write, back up and restore than all the rest.
    const asked = isLong ? command : command.replace("100000", "1000");
    expect(run(asked.replace("BACKUP", newestBackup))).toMatch(words);
  });

  test.each(["down", "list", "pending", "check", "fresh"])("so does migration:%s", (name) => {
    expect(run(`pnpm --filter db migration:${name}`)).not.toMatch(/error/i);
  });

  test.each(documents)("$path links to files that exist", ({ path, text }) => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => !existsSync(join(root, dirname(path), link)))).toEqual([]);
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
