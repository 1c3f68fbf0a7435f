import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import type { Contract } from "../contract.ts";
import { ContractError } from "../errors.ts";
import { contractOfFile, type LoadOptions } from "./contract-of-file.ts";

const run = promisify(execFile);

/**
 * The contract of a router as a revision has it: checked out into a temporary folder, with the packages that are
 * installed now. Packages of the same repository are those of the revision.
 */
export async function contractOfRevision(
  revision: string,
  file: string,
  options: LoadOptions,
): Promise<Contract> {
  const top = realpathSync(
    await git(
      dirname(file),
      ["rev-parse", "--show-toplevel"],
      "CONTRACT_GIT_MISSING",
      "This folder is in no git repository.",
    ),
  );
  const commit = await git(
    top,
    ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`],
    "CONTRACT_REVISION_UNKNOWN",
    `There is no revision "${revision}" in this repository.`,
  );
  const place = realpathSync(mkdtempSync(join(tmpdir(), "pitstop-contract-")));
  const checkout = join(place, "checkout");
  try {
    await git(
      top,
      ["worktree", "add", "--detach", checkout, commit],
      "CONTRACT_REVISION_UNKNOWN",
      `Can't check out "${revision}".`,
    );
    linkPackages(top, checkout, top);
    return await contractOfFile(join(checkout, relative(top, realpathSync(file))), options);
  } finally {
    await run("git", ["worktree", "remove", "--force", checkout], { cwd: top }).catch(() => undefined);
    rmSync(place, { recursive: true, force: true });
  }
}

/** Gives the checkout the `node_modules` of the working tree, in every folder that both have. */
function linkPackages(top: string, checkout: string, folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const target = join(checkout, relative(top, path));
    if (entry.name === "node_modules") linkEntries(top, checkout, path, target);
    else if (entry.isDirectory() && entry.name !== ".git" && existsSync(target))
      linkPackages(top, checkout, path);
  }
}

function linkEntries(top: string, checkout: string, folder: string, target: string): void {
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name.startsWith(".")) continue;
    if (name.startsWith("@")) linkEntries(top, checkout, join(folder, name), join(target, name));
    else symlinkSync(sourceOf(top, checkout, join(folder, name)), join(target, name), "junction");
  }
}

/** A package of the repository itself is the one of the checkout; any other stays where it is installed. */
function sourceOf(top: string, checkout: string, path: string): string {
  const real = realpathSync(path);
  const within = relative(top, real);
  const isOwn = !within.startsWith("..") && !within.split(sep).includes("node_modules");
  return isOwn ? join(checkout, within) : real;
}

async function git(
  folder: string,
  words: string[],
  code: "CONTRACT_GIT_MISSING" | "CONTRACT_REVISION_UNKNOWN",
  message: string,
): Promise<string> {
  try {
    return (await run("git", words, { cwd: folder })).stdout.trim();
  } catch (cause) {
    const hint =
      "Fetch the revision (git fetch origin main), or compare with a file: --contract contract.json.";
    throw new ContractError(code, message, hint, { cause });
  }
}
