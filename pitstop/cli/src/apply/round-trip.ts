import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { CliError, exitCodes } from "../errors.ts";
import { kebabCase } from "../names/case.ts";
import { runProgram } from "./child.ts";

/** Tests of domains fail. */
export class TestsFailedError extends CliError<"TESTS_FAILED"> {
  readonly domains: readonly string[];
  /** The names of the tests that fail; a file that can't be loaded stands for its tests. */
  readonly failed: readonly string[];

  constructor(domains: readonly string[], failed: readonly string[], text: string) {
    super(
      "TESTS_FAILED",
      `The tests of ${domains.join(", ")} fail:\n${text}`,
      "Fix what they name, then run the command again. --without tests leaves them out.",
      { exitCode: exitCodes.failed },
    );
    this.domains = domains;
    this.failed = failed;
  }
}

/**
 * Runs the tests of domains through the typed client on a real database. Gives the domains that have some. Throws
 * TestsFailedError.
 */
export async function roundTrip(root: string, domains: readonly string[]): Promise<string[]> {
  const api = join(root, "packages/api");
  const folderOf = (domain: string) => `src/${kebabCase(domain)}`;
  const tested = domains.filter((domain) => hasTests(join(api, folderOf(domain))));
  if (tested.length === 0) return [];
  const manifest = createRequire(join(api, "package.json")).resolve("vitest/package.json");
  const folder = mkdtempSync(join(tmpdir(), "pitstop-tests-"));
  const results = join(folder, "results.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${results}`];
  try {
    const { status, stdout, stderr } = await runProgram(
      api,
      process.execPath,
      [join(dirname(manifest), "vitest.mjs"), "run", ...tested.map(folderOf), ...reporters],
      { environment: { NO_COLOR: "1", CI: "true" } },
    );
    if (status === 0) return tested;
    throw new TestsFailedError(tested, failedTests(api, results), shortened(stdout + stderr));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A folder without any would make the tests fail for that alone. */
const hasTests = (folder: string): boolean =>
  existsSync(folder) &&
  readdirSync(folder, { recursive: true }).some((file) => /\.test\.tsx?$/.test(String(file)));

const shortened = (text: string): string => text.trim().split("\n").slice(-40).join("\n");

/** What vitest's JSON reporter writes, in what is read here. */
interface Results {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function failedTests(api: string, results: string): string[] {
  if (!existsSync(results)) return [];
  const { testResults } = JSON.parse(readFileSync(results, "utf8")) as Results; // as the reporter writes it
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    const file = relative(api, name);
    if (failed.length > 0) return failed.map(({ fullName }) => `${file}: ${fullName.trim()}`);
    return status === "failed" ? [file] : [];
  });
}
