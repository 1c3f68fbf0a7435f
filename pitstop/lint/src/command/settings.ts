import { LintError } from "../lint-error.ts";
import { parseServerVersion, type ServerVersion } from "../server-version.ts";
import type { Arguments } from "./command-line.ts";

/** What is typed goes before the configuration's paths; --since alone means everything here. Throws LINT_USAGE. */
export function inputsOf(
  { inputs, since, stdinFile }: Arguments,
  configured: readonly string[],
): readonly string[] {
  if (stdinFile !== undefined && !inputs.includes("-"))
    throw new LintError(
      "LINT_USAGE",
      "--stdin-file is for standard input, and nothing reads it.",
      "Add - to the arguments, as in: pitstop-lint - --stdin-file db/change.sql",
    );
  if (inputs.includes(""))
    throw new LintError(
      "LINT_USAGE",
      "An argument is empty, which would be the whole folder.",
      'Name it as "." if you mean it. Otherwise look at the variable that the argument came from.',
    );
  if (inputs.length > 0) return inputs;
  if (configured.length > 0) return configured;
  if (since !== undefined) return ["."];
  throw new LintError(
    "LINT_USAGE",
    "Nothing to lint: no file, folder or pattern is named.",
    'Name some, as in: pitstop-lint prisma/migrations. Or list "paths" in pitstop-lint.json.',
  );
}

/** Throws LINT_USAGE. */
export function serverVersionOf({ serverVersion }: Arguments): ServerVersion | undefined {
  if (serverVersion === undefined) return undefined;
  const version = /^\d+(\.\d+)?$/.test(serverVersion) ? parseServerVersion(serverVersion) : undefined;
  if (version !== undefined) return version;
  throw new LintError(
    "LINT_USAGE",
    `"${serverVersion}" isn't a version of PostgreSQL.`,
    "Write it as in 16 or 14.2.",
  );
}
