// What `npm create pitstop` writes. That it installs, starts and passes its tests is in registry.test.ts.
import { execFileSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApplication } from "../../pitstop/create/src/create-application.ts";
import { namesOf } from "../../pitstop/create/src/names.ts";
import { root } from "./publishable.ts";
import { writeTemplate } from "./template.ts";

const folder = mkdtempSync(join(tmpdir(), "pitstop-create-"));
const template = join(folder, "template");
beforeAll(() => writeTemplate(template));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const create = (name: string, { hasExamples = false, hasGit = false } = {}) => {
  const place = join(folder, name);
  createApplication({ ...namesOf(name), folder: place, hasExamples, hasGit }, template);
  return place;
};
const read = (place: string, path: string): string => readFileSync(join(place, path), "utf8");

describe.each([
  ["with examples", "acme-cars", true],
  ["without examples", "acme-blank", false],
])("a new application %s", (_kind, name, hasExamples) => {
  let place = "";
  beforeAll(() => {
    place = create(name, { hasExamples });
  });

  test("has its own name everywhere", () => {
    for (const file of globSync("**/*", { cwd: place, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const text = readFileSync(join(file.parentPath, file.name), "utf8");
      expect(text, file.name).not.toMatch(/@app\/|Pitstop Application|pitstop-application/);
    }
    const title = hasExamples ? "Acme Cars" : "Acme Blank";
    expect(read(place, "apps/client/index.html")).toContain(`<title>${title}</title>`);
    expect(read(place, "packages/api/src/about.ts")).toContain(`title: "${title}"`);
    expect(JSON.parse(read(place, "packages/db/package.json")).name).toBe(`@${name}/db`);
  });

  test("depends on the machinery as a registry has it, and on versions that it states", () => {
    const catalog = read(place, "pnpm-workspace.yaml");
    for (const path of globSync("{.,apps/*,packages/*}/package.json", { cwd: place })) {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(read(place, path));
      for (const [dependency, version] of Object.entries<string>({ ...dependencies, ...devDependencies })) {
        if (/^@pitstop\/|^pitstop$/.test(dependency)) expect(version, dependency).toMatch(/^\^\d/);
        else if (version === "catalog:") expect(catalog).toContain(dependency);
        else expect(version, dependency).toMatch(dependency.startsWith(`@${name}/`) ? /^workspace:/ : /^\d/);
      }
    }
  });

  test("has the domains that were asked for, and migrations for no others", () => {
    const domains = read(place, "packages/types/src/index.ts");
    const migrations = globSync("packages/db/src/migrations/*.ts", { cwd: place }).map((path) =>
      read(place, path),
    );
    expect(/\bcar\b/.test(domains)).toBe(hasExamples);
    expect(migrations.some((text) => text.includes('"cars"'))).toBe(hasExamples);
    expect(read(place, "packages/db/src/migrations/snapshot.json").includes('"cars"')).toBe(hasExamples);
    expect(existsSync(join(place, "packages/api/src/car"))).toBe(hasExamples);
  });

  test("has nothing of this repository's machinery or tests", () => {
    expect(existsSync(join(place, "pitstop"))).toBe(false);
    expect(read(place, "tsconfig.json")).not.toContain("pitstop/");
    expect(globSync("**/machines.ts", { cwd: place })).toEqual([]);
  });

  test("tells coding agents how to change its schema, without pages that it doesn't have", () => {
    expect(read(place, "AGENTS.md")).toContain("--dry-run --json");
    expect(read(place, "AGENTS.md")).not.toContain("docs/");
  });

  test("has what deploys it, the same as this repository", () => {
    const paths = [
      ".dockerignore",
      ".env.example",
      "Dockerfile",
      "compose.yaml",
      "deploy/app-migrate.service",
      "deploy/app.service",
      "deploy/grafana-dashboard.json",
      "deploy/kubernetes.yaml",
    ];
    for (const path of paths) expect(read(place, path), path).toBe(read(root, path));
    expect(read(place, ".github/workflows/check.yaml")).toContain("pitstop contract --against");
  });

  test("has a .gitignore for what must not be committed", () => {
    expect(read(place, ".gitignore").split("\n")).toEqual(
      expect.arrayContaining(["node_modules", ".pitstop", ".env"]),
    );
  });
});

test("with git, everything is in a first commit", () => {
  const place = create("acme-git", { hasGit: true });
  const git = (...words: string[]) => execFileSync("git", words, { cwd: place, encoding: "utf8" });
  expect(git("branch", "--show-current").trim()).toBe("main");
  // Who has told git no name has the files all the same, ready to commit.
  expect(git("ls-files")).toContain("packages/db/src/database.ts");
  expect(git("ls-files")).not.toContain("node_modules");
});

test("a folder with something in it is left alone", () => {
  const place = create("acme-once");
  writeFileSync(join(place, "mine.txt"), "mine");
  rmSync(join(place, "README.md"));
  expect(() => create("acme-once")).toThrow(expect.objectContaining({ code: "CREATE_FOLDER_NOT_EMPTY" }));
  expect(existsSync(join(place, "README.md"))).toBe(false);
});

test.each([
  "",
  "Acme",
  "acme cars",
  "-acme",
  "acme-",
  "9acme",
  "../acme",
  "@acme/app",
  "pitstop",
  "a".repeat(61),
  "acmé",
])("%j is no name of an application", (name) => {
  expect(() => namesOf(name)).toThrow(expect.objectContaining({ code: "CREATE_NAME_INVALID" }));
});
