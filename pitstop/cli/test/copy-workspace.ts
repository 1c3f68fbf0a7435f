import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, sep } from "node:path";
import { domainNames } from "../src/workspace/read-domain.ts";
import { readWorkspace } from "../src/workspace/read-workspace.ts";
import { exampleFiles, isOfApplication } from "./example.ts";

/** This repository. */
export const repository = join(import.meta.dirname, "../../..");

/** The day of all plans in tests. */
export const today = "2026-11-23";

/** Where pnpm and tsc keep what belongs to one checkout. */
const NOT_LINKED = new Set([".cache", ".vite", ".vite-temp", ".vitest", ".vitest-cache"]);

const isLong = process.env.PITSTOP_LONG === "1";

/**
 * What no edit of the example's domains breaks, and what takes half of the time that the compiler needs after one. On
 * a whole copy, shipped-code.test.ts removes domains where everything is compiled.
 */
const NOT_COMPILED = isLong
  ? /^(bench|scripts|pitstop\/cli|pitstop\/pages\/(e2e|vite).*)$/
  : /^(bench|scripts|apps\/.*|pitstop\/(cli|http|pages.*))$/;

/**
 * A copy of the workspace with the example domains in a temporary folder: every other file that git knows or would
 * add, with packages installed by links, so that the copy's own packages see each other and nothing that a test does
 * reaches this checkout.
 */
export function writeWorkspaceCopy(): string {
  const root = newFolder();
  restoreWorkspaceCopy(root);
  linkAllPackages(root);
  return root;
}

/** Makes a copy what it was before tests worked in it: its files, but not what programs keep in `node_modules`. */
export function restoreWorkspaceCopy(root: string): void {
  const texts = copiedTexts();
  for (const path of pathsOf(root)) if (!texts.has(path)) removeFrom(root, path);
  for (const [path, text] of texts) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file).equals(text)) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Removes a file, with folders that were there for it alone, and a package with what is installed in it. */
function removeFrom(root: string, path: string): void {
  let folder = dirname(join(root, path));
  if (basename(path) === "package.json") rmSync(folder, { recursive: true, force: true });
  else rmSync(join(root, path), { recursive: true, force: true });
  for (; existsSync(folder) && readdirSync(folder).length === 0; folder = dirname(folder)) rmdirSync(folder);
}

/** A copy with everything as it is here: its domains, migrations and tests. */
export function writeWholeCopy(): string {
  const root = newFolder();
  for (const path of pathsOfRepository()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(join(repository, path), join(root, path));
  }
  linkAllPackages(root);
  return root;
}

/** The folders that the compiler builds in a copy, beside what they refer to. */
export const compiledFolders = (root: string): string[] =>
  referencesIn(readFileSync(join(root, "tsconfig.json"), "utf8")).map(({ path }) => path);

const newFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), "pitstop-workspace-")));

function copiedTexts(): Map<string, Buffer> {
  const domains = domainNames(readWorkspace(repository, today));
  const frame = pathsOfRepository().filter((path) => !isOfApplication(path, domains));
  const texts = new Map(frame.map((path) => [path, readFileSync(join(repository, path))]));
  for (const [path, text] of exampleFiles) texts.set(path, Buffer.from(text));
  const references = referencesIn(String(texts.get("tsconfig.json")));
  const compiled = references.filter(({ path }) => !NOT_COMPILED.test(path));
  texts.set("tsconfig.json", Buffer.from(JSON.stringify({ files: [], references: compiled }, null, 2)));
  for (const [path, text] of isLong ? [] : texts)
    if (/^pitstop\/[^/]+\/tsconfig\.json$/.test(path)) texts.set(path, withoutTests(String(text)));
  return texts;
}

/**
 * The project of a package of the machinery without its tests, which are what knows the application: so nothing of the
 * machinery is compiled again after an edit of the application, as where it is installed.
 */
function withoutTests(tsconfig: string): NonSharedBuffer {
  const project: { references?: { path: string }[] } = JSON.parse(tsconfig);
  const references = project.references?.filter(({ path }) => !path.includes("/packages/"));
  return Buffer.from(JSON.stringify({ ...project, include: ["src"], exclude: ["**/*.test.*"], references }));
}

const referencesIn = (tsconfig: string): { path: string }[] =>
  (JSON.parse(tsconfig) as { references: { path: string }[] }).references; // the workspace's own

function pathsOfRepository(): string[] {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
    cwd: repository,
    encoding: "utf8",
  });
  return [...new Set(listed.split("\0"))].filter((path) => path !== "" && existsSync(join(repository, path)));
}

/** Every file of a copy outside of `node_modules`; of folders without any, the folder. */
function pathsOf(root: string, folder = root): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (entries.length === 0) return [pathIn(root, folder)];
  return entries
    .filter(({ name }) => name !== "node_modules")
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? pathsOf(root, path) : [pathIn(root, path)];
    });
}

const pathIn = (root: string, path: string): string => relative(root, path).split(sep).join("/");

function linkAllPackages(root: string): void {
  for (const path of pathsOf(root)) if (path.endsWith("package.json")) linkPackages(dirname(path), root);
}

function linkPackages(folder: string, root: string): void {
  const from = join(repository, folder, "node_modules");
  if (!existsSync(from)) return;
  const to = join(root, folder, "node_modules");
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (!NOT_LINKED.has(name)) linkPackage(name, from, to, root);
  }
}

/** Links one package, or those of a scope. Packages of this repository become those of the copy. */
function linkPackage(name: string, from: string, to: string, root: string): void {
  if (/^@[^/\\]+$/.test(name)) {
    mkdirSync(join(to, name));
    for (const scoped of readdirSync(join(from, name))) linkPackage(join(name, scoped), from, to, root);
    return;
  }
  const installed = realpathSync(join(from, name));
  const own = relative(realpathSync(repository), installed);
  const isOwn = !own.startsWith("..") && !own.split(sep).includes("node_modules");
  symlinkSync(isOwn ? join(root, own) : installed, join(to, name));
}
