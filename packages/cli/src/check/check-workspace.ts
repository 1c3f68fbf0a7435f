import { findings as layerFindings } from "../layers/agreement.ts";
import { retiredFile } from "../layers/paths.ts";
import { readRetired } from "../layers/retired-layer.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { databaseFindings } from "./database-findings.ts";

/** Something that does not agree with something else, and where. */
export interface CheckFinding {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** Everything that `pitstop check` looks at: the layers side by side, the migrations, the development database. */
export async function checkWorkspace(root: string): Promise<CheckFinding[]> {
  const workspace = readWorkspace(root, new Date().toISOString().slice(0, 10));
  return [
    ...layerFindings(workspace).map(({ path, line, text }) => ({ path, line, text })),
    ...(await databaseFindings(workspace)),
  ];
}

/** What waits to be purged, with its age in days. */
export function retiredSince(workspace: Workspace): { name: string; days: number; path: string }[] {
  return readRetired(workspace).map(({ domain, attribute, since }) => ({
    name: attribute === "" ? domain : `${domain}.${attribute}`,
    days: Math.floor((Date.parse(workspace.today) - Date.parse(since)) / 86_400_000),
    path: retiredFile,
  }));
}
