import { join } from "node:path";
import { generatedPaths } from "../apply/generated-files.ts";
import { readText } from "../apply/write-file.ts";
import { RefusedError } from "../errors.ts";
import { retiredFile } from "../layers/paths.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { markedLines } from "./marked-lines.ts";

/** Where git left two versions of the same lines for a person to choose. */
export interface ConflictMarker {
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

/** The places in the workspace that a merge left in conflict, generated files included. */
export function conflictMarkers({ root, files }: Pick<Workspace, "root" | "files">): ConflictMarker[] {
  const texts = new Map(files);
  for (const path of [...generatedPaths, retiredFile]) texts.set(path, readText(join(root, path)) ?? "");
  return [...texts].flatMap(([path, text]) => markedLines(text).map((line) => ({ path, line })));
}

/** Throws RefusedError CONFLICT_MARKERS, which names each place: such files are no code. */
export function refuseConflictMarkers(workspace: Pick<Workspace, "root" | "files">): void {
  const found = conflictMarkers(workspace);
  if (found.length === 0) return;
  throw new RefusedError(
    "CONFLICT_MARKERS",
    `A merge left conflicts in the workspace: ${byFile(found)}.`,
    "Run `pitstop merge`: it rebuilds generated files, keeps what both branches added, and lists the rest.",
  );
}

/** "packages/types/src/car.ts:20, 31; packages/api/contract.json:16" */
const byFile = (markers: readonly ConflictMarker[]): string =>
  [...Map.groupBy(markers, ({ path }) => path)]
    .map(([path, places]) => `${path}:${places.map(({ line }) => line).join(", ")}`)
    .join("; ");
