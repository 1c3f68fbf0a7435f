import { CliError } from "../errors.ts";
import { roundTrip, TestsFailedError } from "./round-trip.ts";

/**
 * The error that tells failures of a change from those that were there before it. The tests run once more, on the files
 * as they were: whatever fails then is not the change's fault.
 */
export const explainFailedTests = async (root: string, error: TestsFailedError): Promise<CliError> =>
  toldApart(error, await failureBefore(root, error.domains));

/** The error with what failed before the change told apart; undefined where nothing did. */
export function toldApart(error: TestsFailedError, before: TestsFailedError | undefined): CliError {
  // Where the tests can't even be run, the output says why; before the change it may be another reason.
  if (!before || (error.failed.length === 0 && before.failed.length > 0)) return error;
  const already = error.failed.filter((name) => before.failed.includes(name));
  const caused = error.failed.filter((name) => !already.includes(name));
  const { exitCode } = error;
  if (caused.length === 0) {
    return new CliError(
      "TESTS_ALREADY_FAILING",
      `Tests were already failing before this change:\n${already.length > 0 ? list(already) : before.output}`,
      "Fix them first, or run the command again with --without tests.",
      { exitCode, cause: error },
    );
  }
  if (already.length === 0) return error;
  return new CliError(
    "TESTS_FAILED",
    `Tests fail with this change:\n${list(caused)}\nAlready failing before this change:\n${list(already)}\n${error.message}`,
    error.hint,
    { exitCode, cause: error },
  );
}

async function failureBefore(
  root: string,
  domains: readonly string[],
): Promise<TestsFailedError | undefined> {
  try {
    await roundTrip(root, domains);
    return undefined;
  } catch (error) {
    if (error instanceof TestsFailedError) return error;
    throw error;
  }
}

const list = (names: readonly string[]): string => names.map((name) => `  ${name}`).join("\n");
