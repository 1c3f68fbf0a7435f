// What is derived from the code of the workspace and stands in a file of its own, so that a diff shows it: the snapshot
// of the entities and the contract of the API. An operation writes it again, and whoever takes it back restores it.
import { join } from "node:path";
import { CliError, exitCodes } from "../errors.ts";
import { runInWorkspace } from "./child.ts";
import type { GeneratedFile, JournalEdit } from "./journal.ts";
import { readText, writeText } from "./write-file.ts";

/** The snapshot of the entities, which the migrator writes with each migration. */
const snapshot = "packages/db/src/migrations/snapshot.json";

/** The versions of the contract that clients may have been built against; each new one is appended. */
export const versionsFile = "packages/api/src/contract/versions.json";

/** What `pitstop contract --write` writes. */
const contract = ["packages/api/contract.json", "packages/api/src/contract/version.json", versionsFile];

export const isOfContract = (path: string): boolean => contract.includes(path);

const contractScript = "packages/api/src/scripts/contract.ts";

export const generatedPaths: readonly string[] = [snapshot, ...contract];

export const readGenerated = (root: string): GeneratedFile[] =>
  generatedPaths.map((path) => ({ path, text: readText(join(root, path)) }));

export function restoreGenerated(root: string, files: readonly GeneratedFile[]): void {
  for (const { path, text } of files) writeText(join(root, path), text);
}

/** Whether the contract is another one than the operation left: then nobody but the routers knows what it is. */
export const isContractEdited = (root: string, left: readonly JournalEdit[]): boolean =>
  left.some(({ path, after }) => isOfContract(path) && readText(join(root, path)) !== after);

/** Which of them have another text than before. */
export const changedGenerated = (root: string, before: readonly GeneratedFile[]): string[] =>
  before.filter(({ path, text }) => readText(join(root, path)) !== text).map(({ path }) => path);

/** Writes the contract as the routers are now. Throws CliError CONTRACT_FAILED. */
export async function writeContract(root: string): Promise<void> {
  const { status, stderr } = await runInWorkspace(root, contractScript, ["--write"]);
  if (status === 0) return;
  throw new CliError(
    "CONTRACT_FAILED",
    `The API contract could not be written.\n${stderr.trim()}`,
    "Fix what it reports, then run the command again.",
    { exitCode: exitCodes.failed },
  );
}
