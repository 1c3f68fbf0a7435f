import { join } from "node:path";
import {
  changedGenerated,
  generatedPaths,
  readGenerated,
  versionsFile,
  writeContract,
} from "../apply/generated-files.ts";
import { typeCheck } from "../apply/type-check.ts";
import { readText, writeText } from "../apply/write-file.ts";
import { CliError, exitCodes } from "../errors.ts";
import { retiredFile, retiredTypesFile } from "../layers/paths.ts";
import { listText, readRetired, retiredTypesText } from "../layers/retired-layer.ts";
import type { During } from "../output/during.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";
import { mergedAdditions } from "./additions.ts";
import { type ConflictMarker, conflictMarkers } from "./conflict-markers.ts";
import { isMerging, markMerged, type Unmerged, unmergedFiles } from "./git.ts";
import { markedLines } from "./marked-lines.ts";
import { mergedRetired } from "./retired.ts";
import { rebuildSnapshot } from "./snapshot.ts";
import { mergedVersions } from "./versions.ts";

/** What a merge came to. */
export interface Merged {
  /** Files in which conflicts were resolved. */
  readonly resolved: readonly string[];
  /** Generated files that were written with another text. */
  readonly rebuilt: readonly string[];
  /** What the entities say and no migration makes, in sentences. */
  readonly ahead: readonly string[];
}

/**
 * Ends a merge of two branches: resolves what both only added, takes the lists of what is retired together, and writes
 * every generated file again from the code and the migrations as they are now. Done again, it changes nothing. The caller holds the lock of the workspace.
 *
 * Throws CliError CONFLICTS_LEFT, with each place that a person has to decide, and DOES_NOT_COMPILE.
 */
export async function mergeBranches(root: string, during: During): Promise<Merged> {
  const unmerged = unmergedFiles(root);
  const before = [...readGenerated(root), generatedFile(root, retiredTypesFile)];
  const resolved = [...unmerged].flatMap(([path, versions]) => (resolve(root, path, versions) ? [path] : []));
  refuseConflictsLeft(
    root,
    [...unmerged.keys()].filter((path) => !resolved.includes(path)),
  );
  writeText(join(root, retiredTypesFile), retiredTypesText(readRetired(readWorkspace(root))));
  await during("type check", () => typeCheck(root));
  const ahead = await during("snapshot", () => rebuildSnapshot(root));
  await during("API contract", () => writeContract(root));
  const rebuilt = changedGenerated(root, before);
  if (isMerging(root)) markMerged(root, [...resolved, ...rebuilt]);
  return { resolved, rebuilt, ahead };
}

const generatedFile = (root: string, path: string) => ({ path, text: readText(join(root, path)) });

/** Whether nothing is left in the file for a person to decide. */
function resolve(root: string, path: string, versions: Unmerged): boolean {
  const file = join(root, path);
  const now = readText(file);
  if (path === versionsFile) {
    const merged = mergedVersions(versions);
    if (merged) writeText(file, listText(merged));
    return merged !== undefined;
  }
  if (generatedPaths.includes(path) || path === retiredTypesFile) {
    // It is written again, and has to be readable until then.
    writeText(file, versions.ours ?? versions.theirs ?? null);
    return true;
  }
  if (now === null || versions.ours === undefined || versions.theirs === undefined) return false;
  if (path === retiredFile) {
    const entries = mergedRetired(versions);
    if (entries) writeText(file, listText(entries));
    return entries !== undefined;
  }
  const merged = /\.tsx?$/.test(path) ? mergedAdditions(versions, now) : undefined;
  if (!merged || merged.resolved === 0) return false;
  writeText(file, merged.text);
  return markedLines(merged.text).length === 0;
}

function refuseConflictsLeft(root: string, unmerged: readonly string[]): void {
  const marked = conflictMarkers(readWorkspace(root));
  const deleted = unmerged.filter((path) => readText(join(root, path)) === null);
  if (marked.length + deleted.length === 0) return;
  throw new CliError(
    "CONFLICTS_LEFT",
    [
      "These conflicts are yours to resolve:",
      ...marked.map(shown),
      ...deleted.map((path) => `  ${path}: deleted on one branch and changed on the other`),
    ].join("\n"),
    "Edit these files, then run `pitstop merge` again. It rebuilds the generated files.",
    { exitCode: exitCodes.failed },
  );
}

const shown = ({ path, line }: ConflictMarker): string => `  ${path}:${line}`;
