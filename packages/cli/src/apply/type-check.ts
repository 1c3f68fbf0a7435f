import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { CliError, exitCodes } from "../errors.ts";
import { runProgram } from "./child.ts";

/** Compiles the whole workspace, as `pnpm typecheck` does. Throws CliError DOES_NOT_COMPILE with what the compiler says. */
export async function typeCheck(root: string): Promise<void> {
  const compiler = createRequire(join(root, "package.json")).resolve("typescript/package.json");
  const { status, stdout } = await runProgram(
    root,
    process.execPath,
    [join(dirname(compiler), "bin/tsc"), "-b", "--checkers", String(CHECKERS)],
    // Collecting garbage takes a third of the time at Go's own setting of 100.
    { environment: { GOGC: "400" } },
  );
  if (status === 0) return;
  const lines = stdout.split("\n").filter((line) => /error TS/.test(line));
  throw new CliError(
    "DOES_NOT_COMPILE",
    `The workspace does not compile with this change:\n${(lines.length > 0 ? lines : [stdout]).slice(0, 20).join("\n")}`,
    "First change what the compiler names, then run the command again.",
    { exitCode: exitCodes.failed },
  );
}

/**
 * How many checkers share a project. The compiler takes four, each of which works the types of all libraries out for
 * itself: on two cores that doubles the time, since projects are built side by side already (bench/README.md).
 */
const CHECKERS = Math.max(1, Math.floor(availableParallelism() / 4));
