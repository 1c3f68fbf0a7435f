import { CliError } from "../errors.ts";
import { roundTrip, TestsFailedError } from "./round-trip.ts";

/**
 * The error that tells failures of a change from those that were there before it. The tests run once more, on the files
 * as they were: whatever fails then is not the change's fault.
 */
export async function explainFailedTests(root: string, error: TestsFailedError): Promise<CliError> {
  const before = await failedBefore(root, error.domains);
  const already = error.failed.filter((name) => before.includes(name));
  if (already.length === 0) return error;
  const caused = error.failed.filter((name) => !already.includes(name));
  const { exitCode } = error;
  if (caused.length === 0) {
    return new CliError(
      "TESTS_ALREADY_FAILING",
      `Tests were already failing before this change:\n${list(already)}`,
      "Fix them first, or run the command again with --without tests.",
      { exitCode, cause: error },
    );
  }
  return new CliError(
    "TESTS_FAILED",
    `Tests fail with this change:\n${list(caused)}\nAlready failing before this change:\n${list(already)}\n${error.message}`,
    error.hint,
    { exitCode, cause: error },
  );
}

async function failedBefore(root: string, domains: readonly string[]): Promise<readonly string[]> {
  try {
    await roundTrip(root, domains);
    return [];
  } catch (error) {
    if (error instanceof TestsFailedError) return error.failed;
    throw error;
  }
}

const list = (names: readonly string[]): string => names.map((name) => `  ${name}`).join("\n");
