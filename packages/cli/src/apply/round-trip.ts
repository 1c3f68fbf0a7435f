import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { CliError, exitCodes } from "../errors.ts";
import { kebabCase } from "../names/case.ts";
import { runProgram } from "./child.ts";

/**
 * Runs the tests of domains through the typed client on a real database. Gives the domains
 * that have some. Throws CliError
 * TESTS_FAILED.
 */
export async function roundTrip(root: string, domains: readonly string[]): Promise<string[]> {
  const api = join(root, "packages/api");
  const folderOf = (domain: string) => `src/${kebabCase(domain)}`;
  const tested = domains.filter((domain) => hasTests(join(api, folderOf(domain))));
  if (tested.length === 0) return [];
  const vitest = join(
    dirname(createRequire(join(api, "package.json")).resolve("vitest/package.json")),
    "vitest.mjs",
  );
  const { status, stdout, stderr } = await runProgram(
    api,
    process.execPath,
    [vitest, "run", ...tested.map(folderOf)],
    {
      environment: { NO_COLOR: "1", CI: "true" },
    },
  );
  if (status === 0) return tested;
  throw new CliError(
    "TESTS_FAILED",
    `The tests of ${tested.join(", ")} fail:\n${shortened(stdout + stderr)}`,
    "Correct what they name, then run the command again.",
    { exitCode: exitCodes.failed },
  );
}

/** A folder without any would make the tests fail for that alone. */
const hasTests = (folder: string): boolean =>
  existsSync(folder) &&
  readdirSync(folder, { recursive: true }).some((file) => /\.test\.tsx?$/.test(String(file)));

const shortened = (text: string): string => text.trim().split("\n").slice(-40).join("\n");
