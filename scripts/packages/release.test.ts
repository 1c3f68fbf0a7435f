// What `pnpm changeset version` would do to the packages, tried on their manifests alone.
import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Manifest, publishablePackages, root } from "./publishable.ts";

const folder = mkdtempSync(join(tmpdir(), "pitstop-release-"));
const packages = publishablePackages();
const names = packages.map(({ manifest }) => manifest.name);
const [
  {
    manifest: { version: before },
  } = { manifest: { version: "" } },
] = packages;
const manifestAt = (path: string): Manifest => JSON.parse(readFileSync(path, "utf8"));
const git = (...words: string[]) =>
  execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", ...words], { cwd: folder });

beforeAll(() => {
  const manifests = globSync("{apps,packages,pitstop}/*/package.json", { cwd: root });
  for (const path of [
    ".changeset/config.json",
    "package.json",
    "pnpm-workspace.yaml",
    "pnpm-lock.yaml",
    ...manifests,
  ])
    cpSync(join(root, path), join(folder, path));
  writeFileSync(join(folder, ".changeset/rule.md"), '---\n"@pitstop/lint": minor\n---\n\nA new rule.\n');
  git("init", "--quiet", "--initial-branch", "main");
  git("add", ".");
  git("commit", "--quiet", "--message", "A new rule");
  execFileSync(join(root, "node_modules/.bin/changeset"), ["version"], {
    cwd: folder,
    stdio: "pipe",
    shell: process.platform === "win32",
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("every published package is released with the others", () => {
  const { fixed } = JSON.parse(readFileSync(join(root, ".changeset/config.json"), "utf8"));
  expect(fixed).toEqual([names]);
});

test("a change of one package gives all of them the same next version, and leaves private ones alone", () => {
  const [major, minor] = before.split(".").map(Number);
  const after = `${major}.${Number(minor) + 1}.0`;
  for (const path of globSync("{apps,packages,pitstop}/*/package.json", { cwd: folder })) {
    const { name, version } = manifestAt(join(folder, path));
    const expected = names.includes(name) ? after : manifestAt(join(root, path)).version;
    expect({ name, version }).toEqual({ name, version: expected });
  }
});

test("the change is in the changelog of its package", () => {
  expect(readFileSync(join(folder, "pitstop/lint/CHANGELOG.md"), "utf8")).toMatch(
    /^# @pitstop\/lint\n\n## [\d.]+\n\n### Minor Changes\n\n- (\w+: )?A new rule\.$/m,
  );
});
