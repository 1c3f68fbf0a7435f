import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PitstopCopy } from "../../test/pitstop.ts";
import { commands } from "../commands/index.ts";
import { operations } from "../operations/index.ts";

const isLong = process.env.PITSTOP_LONG === "1";

let copy: PitstopCopy;
beforeAll(() => {
  copy = new PitstopCopy();
});
afterAll(() => copy.remove());

/** Words with which each command has work to do on the database. */
const calls: Record<string, string[]> = {
  "attribute:add": ["car", "seats:integer"],
  "attribute:remove": ["car", "color", "--yes"],
  "attribute:rename": ["car", "color", "paint"],
  "attribute:change": ["car", "color", "--max", "80"],
  "attribute:deprecate": ["car", "color"],
  "domain:create": ["boat", "name:string!"],
  "domain:deprecate": ["car"],
  "domain:remove": ["car", "--yes"],
  "domain:rename": ["category", "genre"],
  "relation:add": ["car", "category", "--name", "second"],
  "relation:deprecate": ["car", "category"],
  "relation:remove": ["car", "category", "--yes"],
  purge: ["--yes"],
  restore: ["nothing", "--yes"],
  backfill: ["--table", "cars", "--set", "name = trim(name)", "--where", "name <> trim(name)"],
  lint: ["nowhere.sql"],
  contract: ["--file", "nowhere.json"],
  docs: ["--what"],
  completion: ["tcsh"],
  check: ["--agains"],
};

/** Commands that succeed without the database of DATABASE_URL. */
const withoutDatabase = new Set([
  "attribute:deprecate",
  "domain:deprecate",
  "relation:deprecate",
  "recover",
  "merge",
]);

const all = [...operations.keys(), ...commands.map(({ name }) => name)].filter(
  (name) => !withoutDatabase.has(name),
);
// Each way to the database once: an operation, a command of this tool, scripts of other packages.
const short = ["attribute:add", "status", "migrate", "lint"];

describe("while the database server can't be reached", () => {
  test.each(all.filter((name) => isLong || short.includes(name)))(
    "%s --json answers with an error in JSON, and no file changes",
    async (name) => {
      const before = copy.tree();
      const running = copy.run(
        "pitstop/cli",
        "pitstop/cli/src/main.ts",
        [name, ...(calls[name] ?? []), "--json"],
        { DATABASE_URL: "postgresql://nobody:secret@127.0.0.1:1/nowhere" },
      );
      const { status, stdout, stderr } = await running.ended;
      expect({ name, status, stdout, stderr }).toMatchObject({ status: expect.any(Number) });
      expect(status).toBeGreaterThan(0);
      const answer = JSON.parse(stdout) as Record<string, unknown>;
      // A linter's problems, and what differs in a contract, are its answer.
      const errors = answer.problems ?? [answer.error];
      expect(errors).toEqual([expect.objectContaining({ code: expect.stringMatching(/^[A-Z_]+$/) })]);
      expect(JSON.stringify(answer)).not.toContain("secret");
      expect(stderr).not.toMatch(/^ +at /m);
      expect(copy.tree()).toEqual(before);
    },
  );
});

describe("while a merge is unresolved", () => {
  const [begin, middle, end] = ["<", "=", ">"].map((sign) => sign.repeat(7));
  const files = [
    "packages/types/src/car.ts",
    "packages/types/src/index.ts",
    "packages/db/src/entities/car.ts",
    "packages/db/src/retired.json",
    "packages/db/src/migrations/snapshot.json",
    "packages/db/src/config.ts",
    "packages/db/package.json",
    "packages/api/src/root.ts",
    "packages/api/contract.json",
    "packages/api/package.json",
    "pitstop/cli/src/operations/index.ts",
    "pitstop/migrator/package.json",
    "README.md",
  ];

  test.each(files.filter((_, index) => isLong || index % 12 === 0))(
    "in %s, every command names file and line, and none shows a stack trace",
    async (path) => {
      const file = join(copy.root, path);
      const text = readFileSync(file, "utf8");
      writeFileSync(file, `${begin} HEAD\n${text}${middle}\n${text}${end} other\n`);
      const before = copy.tree();
      try {
        for (const words of [
          ["status"],
          ["check"],
          ["attribute:add", "car", "seats:integer"],
          ["attribute:add", "car", "seats:integer", "--dry-run", "--json"],
          ["undo"],
          ["contract"],
        ]) {
          const { stdout, stderr } = await copy.pitstop(...words);
          expect({ words, text: stdout + stderr }).toEqual({
            words,
            text: expect.stringMatching(new RegExp(`${path}:1\\b`)),
          });
          expect(stdout + stderr).not.toMatch(/^ +at /m);
          if (words.includes("--json")) JSON.parse(stdout);
        }
        expect(copy.tree()).toEqual(before);
      } finally {
        writeFileSync(file, text);
      }
    },
  );
});
