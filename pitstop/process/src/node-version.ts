import { outliveReader } from "./outlive-reader.ts";

/** The oldest Node that the packages run on, as their `engines` say. */
const OLDEST = "22.17.0";

/** Whether a version of Node ("22.17.0") is new enough for the packages, or for one that needs a newer one. */
export function isNodeSupported(version: string, oldest = OLDEST): boolean {
  return version.localeCompare(oldest, "en", { numeric: true }) >= 0;
}

/**
 * Runs a command's program, or prints one sentence and sets the exit code 2 where Node is too old for it. The program
 * is loaded only then: an older Node can't even link it, and would end with a stack trace. `oldest` is for a command
 * that needs a newer Node than the packages do.
 *
 * @example
 * runOnSupportedNode("pitstop-lint", () => import("./cli.ts"));
 */
export function runOnSupportedNode(command: string, load: () => Promise<unknown>, oldest = OLDEST): void {
  if (isNodeSupported(process.versions.node, oldest)) {
    outliveReader();
    // What can't be loaded ends the process as any unhandled rejection does.
    void load();
    return;
  }
  console.error(`${command} needs Node ${oldest} or later; this is ${process.versions.node}.`);
  process.exitCode = 2;
}
