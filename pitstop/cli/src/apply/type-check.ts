import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { CliError, exitCodes } from "../errors.ts";
import { runProgram } from "./child.ts";

/** The workspace doesn't compile with a change. */
export class DoesNotCompileError extends CliError<"DOES_NOT_COMPILE"> {
  /** What the compiler says, a line each. */
  readonly findings: readonly string[];

  constructor(findings: readonly string[]) {
    super(
      "DOES_NOT_COMPILE",
      `The workspace doesn't compile with this change:\n${findings.slice(0, SHOWN_FINDINGS).join("\n")}`,
      "Fix what the compiler names first, then run the command again.",
      { exitCode: exitCodes.failed },
    );
    this.findings = findings;
  }

  /** The files that the compiler names. */
  get paths(): string[] {
    return [...new Set(this.findings.flatMap((line) => /^(.+?)\(\d+,\d+\): error/.exec(line)?.[1] ?? []))];
  }
}

const SHOWN_FINDINGS = 20;

/** Compiles the whole workspace, as `pnpm typecheck` does. Throws DoesNotCompileError. */
export async function typeCheck(root: string): Promise<void> {
  const compiler = createRequire(join(root, "package.json")).resolve("typescript/package.json");
  const { status, stdout } = await runProgram(
    root,
    process.execPath,
    [join(dirname(compiler), "bin/tsc"), "-b", "--pretty", "false", "--checkers", String(CHECKERS)],
    // Collecting garbage takes a third of the time at Go's own setting of 100.
    { environment: { GOGC: "400" } },
  );
  if (status === 0) return;
  const lines = stdout.split("\n").filter((line) => /error TS/.test(line));
  throw new DoesNotCompileError(lines.length > 0 ? lines : [stdout]);
}

/**
 * How many checkers share a project. The compiler takes four, each of which works the types of all libraries out for
 * itself: on two cores that doubles the time, since projects are built side by side already (bench/README.md).
 */
const CHECKERS = Math.max(1, Math.floor(availableParallelism() / 4));
