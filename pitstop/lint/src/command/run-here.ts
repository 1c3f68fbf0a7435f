import { buffer } from "node:stream/consumers";
import { runCommand } from "./run-command.ts";

/** `pitstop-lint … | head` closes it early, which is no failure of the command. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/** Node warns where a project doesn't say what its .ts files are. That is no matter of the linter. */
function leaveOutModuleWarnings(): void {
  const listeners = process.listeners("warning");
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    if ("code" in warning && warning.code === "MODULE_TYPELESS_PACKAGE_JSON") return;
    for (const listener of listeners) listener(warning);
  });
}

/** Runs the command in this process, on its streams. */
export async function runHere(words: readonly string[], folder: string): Promise<void> {
  leaveOutModuleWarnings();
  const { exitCode, stdout, stderr } = await runCommand(words, {
    folder,
    readStandardInput: () => buffer(process.stdin),
  });
  process.stdout.on("error", ignoreClosedPipe);
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = exitCode;
}
