import { memoryFolder, prepareTestCluster, temporaryFolder } from "@pitstop/postgres";
import type { TestProject } from "vitest/node";
import { removeCopies } from "./copy-pool.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the copy of the workspace is that every other one of this run begins as. */
    preparedFolder: string;
  }
}

/**
 * vitest's global setup: a folder of this run, in which the first test that needs a copy prepares one for all, and the
 * cluster that test servers begin as, those of the commands too that the tests run.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const removeCluster = await prepareTestCluster();
  const folder = memoryFolder() ?? temporaryFolder();
  project.provide("preparedFolder", folder.path);
  return () => {
    removeCopies(folder.path);
    folder.remove();
    removeCluster();
  };
}
