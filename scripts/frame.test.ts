// turbo.json leaves the domains of the application out of what most packages' tests depend on, so that a change of one is
// tested in seconds. It can't say so once: a root task has paths from the root, and a package's task its own.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { domains } from "@app/types";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** The tasks of turbo.json, in what is read here. */
type Tasks = Record<string, { readonly inputs?: readonly string[] }>;

const text = readFileSync(join(root, "turbo.json"), "utf8").replace(/^ *\/\/ .*$/gm, "");
const { tasks } = JSON.parse(text) as { tasks: Tasks }; // as turbo reads it

/** The globs of what a task leaves out, from the root. */
const leftOut = (task: string, folder = ""): string[] =>
  (tasks[task]?.inputs ?? []).flatMap((input) => (input.startsWith("!") ? folder + input.slice(1) : []));

const ofRepository = leftOut("//#frame");

test("the frame of the repository leaves out what the frames of its packages leave out", () => {
  const ofPackages = ["types", "db", "api"].flatMap((name) =>
    leftOut(`@app/${name}#frame`, `packages/${name}/`),
  );
  expect(ofPackages.length).toBeGreaterThan(5);
  expect(new Set(ofRepository)).toEqual(new Set(ofPackages));
});

test("only files of a domain are left out, and what follows from domains", () => {
  const names = Object.keys(domains).join("|");
  const ofDomain = new RegExp(
    `^packages/\\w+/src/(entities/|seeds/records/)?(${names})(\\.(test\\.)?ts|/.*)$`,
  );
  const following =
    /^packages\/(db\/src\/migrations\/.*|api\/contract\.json|api\/src\/contract\/versions?\.json)$/;
  const files = globSync(ofRepository, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1));
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((file) => !ofDomain.test(file) && !following.test(file))).toEqual([]);
});
