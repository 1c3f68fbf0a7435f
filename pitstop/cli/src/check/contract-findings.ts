import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInWorkspace } from "../apply/child.ts";
import { CliError, exitCodes } from "../errors.ts";
import type { CheckFinding } from "./check-workspace.ts";

const path = "packages/api/contract.json";
const script = "packages/api/src/scripts/contract.ts";

/** What `pitstop contract --json` answers, in what is read here. */
interface Compared {
  readonly findings: readonly {
    readonly level: string;
    readonly procedure: string;
    readonly message: string;
    readonly hint?: string;
    readonly migration?: string;
  }[];
}

/** Whether `contract.json` is that of the routers. */
export async function contractFindings(root: string): Promise<CheckFinding[]> {
  const { status, stdout, stderr } = await runInWorkspace(root, script, ["--check", "--json"]);
  if (status !== 0) refuseUnread(stdout, stderr);
  return status === 0
    ? []
    : [{ path, line: 1, text: "Not that of the routers. Write it again: pitstop contract --write" }];
}

/**
 * What breaks clients that were built against a revision of git. Throws CliError with the code of the comparison where
 * the revision, or its contract, is not there.
 */
export async function breakingFindings(root: string, revision: string): Promise<CheckFinding[]> {
  const { status, stdout, stderr } = await runInWorkspace(root, script, [`--against=${revision}`, "--json"]);
  if (status !== 0) refuseUnread(stdout, stderr);
  const { findings } = JSON.parse(stdout) as Compared; // as the script answers
  const lines = readFileSync(join(root, path), "utf8").split("\n");
  return findings
    .filter(({ level }) => level === "breaking")
    .map(({ procedure, message, hint, migration }) => ({
      path: migration ?? path,
      line: migration ? 1 : lines.findIndex((line) => line.includes(`"${procedure}": {`)) + 1 || 1,
      text: `Breaks clients of ${revision}: ${procedure}: ${message}${hint ? ` ${hint}` : ""}`,
    }));
}

/** An answer that is an error, or none. */
function refuseUnread(stdout: string, stderr: string): void {
  const answer = stdout.startsWith("{") ? (JSON.parse(stdout) as { error?: ToldError }) : undefined;
  if (answer && !answer.error) return;
  const { code, message, hint } = answer?.error ?? {
    code: "CONTRACT_FAILED",
    message: `The contract of the API could not be read.\n${stderr.trim()}`,
    hint: "Fix what it reports, then run the command again.",
  };
  throw new CliError(code, message, hint, { exitCode: exitCodes.failed });
}

interface ToldError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}
