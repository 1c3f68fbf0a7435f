import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

/** vitest's global setup: a folder for what the test files of a run share. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "pitstop-run-"));
  project.provide("runFolder", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
