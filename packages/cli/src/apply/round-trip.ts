import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { CliError, exitCodes } from "../errors.ts";
import { kebabCase } from "../names/case.ts";
import { runProgram } from "./child.ts";

/**
 * Runs the tests of domains through the typed client on a real database. Gives how many files ran. Throws CliError
 * TESTS_FAILED.
 */
export async function roundTrip(root: string, domains: readonly string[]): Promise<number> {
  const api = join(root, "packages/api");
  const folders = domains
    .map((domain) => `src/${kebabCase(domain)}`)
    .filter((folder) => existsSync(join(api, folder)));
  if (folders.length === 0) return 0;
  const vitest = join(
    dirname(createRequire(join(api, "package.json")).resolve("vitest/package.json")),
    "vitest.mjs",
  );
  const { status, stdout, stderr } = await runProgram(api, process.execPath, [vitest, "run", ...folders], {
    environment: { NO_COLOR: "1", CI: "true" },
  });
  if (status === 0) return folders.length;
  throw new CliError(
    "TESTS_FAILED",
    `The tests of ${domains.join(", ")} fail:\n${shortened(stdout + stderr)}`,
    "Everything was put back.",
    {
      exitCode: exitCodes.failed,
    },
  );
}

const shortened = (text: string): string => text.trim().split("\n").slice(-40).join("\n");
