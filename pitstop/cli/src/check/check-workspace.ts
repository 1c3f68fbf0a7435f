import { findings as layerFindings } from "../layers/findings.ts";
import { retiredFile } from "../layers/paths.ts";
import { readRetired } from "../layers/retired-layer.ts";
import { type During, silently } from "../output/during.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { breakingFindings, contractFindings } from "./contract-findings.ts";
import { databaseFindings } from "./database-findings.ts";

/** Something that does not agree with something else, and where. */
export interface CheckFinding {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** What `pitstop check` gives. */
export interface Checked {
  readonly findings: readonly CheckFinding[];
  readonly retired: readonly RetiredName[];
}

/** Something that the database keeps until it is purged. */
export interface RetiredName {
  /** `car.color`, or `car` where it is the whole domain. */
  readonly name: string;
  readonly days: number;
  readonly path: string;
}

export interface CheckOptions {
  /** A revision of git whose clients must not break. */
  readonly against?: string | undefined;
}

/**
 * Everything that `pitstop check` looks at: the layers side by side, the contract of the API, the migrations, the
 * development database.
 */
export async function checkWorkspace(
  root: string,
  { against }: CheckOptions = {},
  during: During = silently,
): Promise<Checked> {
  const workspace = readWorkspace(root);
  const [ofDatabase, ofContract, breaking] = await Promise.all([
    during("database", () => databaseFindings(workspace)),
    during("API contract", () => contractFindings(root)),
    against === undefined ? [] : breakingFindings(root, against),
  ]);
  const ofLayers = layerFindings(workspace).map(({ path, line, text }) => ({ path, line, text }));
  return {
    findings: [...ofLayers, ...ofContract, ...ofDatabase, ...breaking],
    retired: retiredSince(workspace),
  };
}

/** What waits to be purged, with its age in days. */
export function retiredSince(workspace: Workspace): RetiredName[] {
  return readRetired(workspace).map(({ domain, attribute, since }) => ({
    name: attribute === "" ? domain : `${domain}.${attribute}`,
    days: Math.floor((Date.parse(workspace.today) - Date.parse(since)) / 86_400_000),
    path: retiredFile,
  }));
}
