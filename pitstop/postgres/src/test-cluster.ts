import { findBinaries } from "./binaries.ts";
import { copyPostgres } from "./copy.ts";
import { prepareHome } from "./home.ts";
import { initialise } from "./initialise.ts";
import { memoryFolder } from "./memory-folder.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Names the prepared cluster to this process and its children: the workers of a test runner, and what tests start. */
const VARIABLE = "PITSTOP_TEST_CLUSTER";

/**
 * Makes an empty cluster that every `startTestServer` of this process and its children begins as: to copy one takes a
 * fraction of what making one takes. Resolves to a function that removes it.
 */
export async function prepareTestCluster(): Promise<() => void> {
  // Nobody needs it where tests use a given server, or where a parent process has prepared one.
  if (process.env.DATABASE_URL || process.env[VARIABLE]) return () => undefined;
  const folder = memoryFolder() ?? temporaryFolder();
  initialise(prepareHome(folder.path), await findBinaries());
  process.env[VARIABLE] = folder.path;
  return () => {
    delete process.env[VARIABLE];
    folder.remove();
  };
}

/** Begins a server's folder as the prepared cluster, where there is one. */
export async function beginAsTestCluster(folder: string): Promise<void> {
  const prepared = process.env[VARIABLE];
  if (prepared) await copyPostgres({ from: prepared, to: folder });
}
