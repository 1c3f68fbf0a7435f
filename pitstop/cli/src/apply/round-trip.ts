import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, posix, relative, sep } from "node:path";
import { CliError, exitCodes } from "../errors.ts";
import { apiFilesOf, routerPath } from "../layers/api-files.ts";
import { rootRouter } from "../layers/paths.ts";
import { readRegistry } from "../layers/registry/registry-file.ts";
import { runProgram } from "./child.ts";

/** Tests of domains fail. */
export class TestsFailedError extends CliError<"TESTS_FAILED"> {
  readonly domains: readonly string[];
  /** The names of the tests that fail; a file that can't be loaded stands for its tests. None where they can't be run. */
  readonly failed: readonly string[];
  /** The end of what the test runner printed. */
  readonly output: string;

  constructor(domains: readonly string[], failed: readonly string[], text: string) {
    super(
      "TESTS_FAILED",
      `The tests of ${domains.join(", ")} fail:\n${text}`,
      "Fix what they name, then run the command again. --without tests leaves them out.",
      { exitCode: exitCodes.failed },
    );
    this.domains = domains;
    this.failed = failed;
    this.output = text;
  }
}

/**
 * Runs the tests of domains through the typed client on a real database. Gives the domains that have some. Throws
 * TestsFailedError.
 */
export async function roundTrip(root: string, domains: readonly string[]): Promise<string[]> {
  const api = join(root, "packages/api");
  const tests = new Map(testsOf(root, domains).filter(([, files]) => files.length > 0));
  const tested = [...tests.keys()];
  if (tested.length === 0) return [];
  const manifest = createRequire(join(api, "package.json")).resolve("vitest/package.json");
  const folder = mkdtempSync(join(tmpdir(), "pitstop-tests-"));
  const results = join(folder, "results.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${results}`];
  try {
    const { status, stdout, stderr } = await runProgram(
      api,
      process.execPath,
      [join(dirname(manifest), "vitest.mjs"), "run", ...[...tests.values()].flat(), ...reporters],
      { environment: { NO_COLOR: "1", CI: "true" } },
    );
    if (status === 0) return tested;
    throw new TestsFailedError(tested, failedTests(api, results), shortened(stdout + stderr));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The files with tests of each domain, wherever in the API the domain is, from the folder of its package. */
function testsOf(root: string, domains: readonly string[]): [domain: string, files: string[]][] {
  const routers = readRegistry(rootRouter, readFileSync(join(root, rootRouter), "utf8"), "appRouter");
  const api = "packages/api";
  const paths = readdirSync(join(root, api, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.test\.tsx?$/.test(path))
    .map((path) => posix.join(api, "src", path.split(sep).join("/")));
  return domains.map((name) => {
    const entry = routers.entries.find((each) => each.name === name);
    const files = entry ? apiFilesOf(paths, routers, { name, router: routerPath(entry) }) : [];
    return [name, files.map((path) => posix.relative(api, path))];
  });
}

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
