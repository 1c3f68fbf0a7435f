import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Programs that the tests start load in half the time.
const NODE_COMPILE_CACHE = fileURLToPath(new URL("../../node_modules/.cache/node", import.meta.url));

export default defineConfig({
  test: {
    // Most of them wait for other processes half of the time: on two cores, two files at once.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // How long a lock is held on a busy machine says nothing about a migration.
    env: { PITSTOP_LOCK_BUDGET: "60000", NODE_COMPILE_CACHE },
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
    expect: { poll: { timeout: 1_800_000 } },
    globalSetup: "src/testing/setup.ts",
  },
});
