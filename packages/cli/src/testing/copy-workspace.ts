import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { domainNames } from "../workspace/read-domain.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";
import { exampleFiles, isOfApplication } from "./example.ts";

/** This repository. */
export const repository = join(import.meta.dirname, "../../../..");

/** The day of all plans in tests. */
export const today = "2026-11-23";

/** Where pnpm and tsc keep what belongs to one checkout. */
const NOT_LINKED = new Set([".cache", ".vite", ".vite-temp", ".vitest"]);

/**
 * A copy of the workspace with the example domains in a temporary folder: every other file that git knows or would
 * add, with packages installed by links, so that the copy's own packages see each other and nothing that a test does
 * reaches this checkout.
 */
export function writeWorkspaceCopy(): string {
  const domains = domainNames(readWorkspace(repository, today));
  return writeCopy(
    pathsOfRepository().filter((path) => !isOfApplication(path, domains)),
    exampleFiles,
  );
}

/** The same with everything as it is here: its domains, migrations and tests. */
export const writeWholeCopy = (): string => writeCopy(pathsOfRepository(), new Map());

function pathsOfRepository(): string[] {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
    cwd: repository,
    encoding: "utf8",
  });
  return [...new Set(listed.split("\0"))].filter((path) => path !== "" && existsSync(join(repository, path)));
}

function writeCopy(paths: readonly string[], texts: ReadonlyMap<string, string>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "pitstop-workspace-")));
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(join(repository, path), join(root, path));
  }
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const path of paths) if (path.endsWith("package.json")) linkPackages(dirname(path), root);
  return root;
}

/** The same for one test, and gone after it. */
export function copyWorkspace(): string {
  const root = writeWorkspaceCopy();
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

function linkPackages(folder: string, root: string): void {
  const from = join(repository, folder, "node_modules");
  if (!existsSync(from)) return;
  const to = join(root, folder, "node_modules");
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (NOT_LINKED.has(name)) continue;
    if (name === "@pitstop") linkOwn(from, to, root);
    else symlinkSync(realpathSync(join(from, name)), join(to, name));
  }
}

function linkOwn(from: string, to: string, root: string): void {
  mkdirSync(join(to, "@pitstop"));
  for (const name of readdirSync(join(from, "@pitstop"))) {
    const target = realpathSync(join(from, "@pitstop", name));
    symlinkSync(target.replace(realpathSync(repository), root), join(to, "@pitstop", name));
  }
}
