import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// A hang is what the timeouts are for, and not a slow machine; one hang must not cost the whole run.
const timeout = process.env.PITSTOP_LONG === "1" ? 7_200_000 : 400_000;

// Programs that the tests start load in half the time.
const NODE_COMPILE_CACHE = fileURLToPath(new URL("../../node_modules/.cache/node", import.meta.url));

export default defineConfig({
  test: {
    // Most of them wait for other processes half of the time: on two cores, two files at once.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    env: {
      // How long a lock is held on a busy machine says nothing about a migration.
      PITSTOP_LOCK_BUDGET: "60000",
      // A rehearsal's copy goes with the folder of its test, also that of a command that is killed.
      PITSTOP_SHADOW_MEMORY: "1",
      NODE_COMPILE_CACHE,
    },
    testTimeout: timeout,
    hookTimeout: timeout,
    expect: { poll: { timeout } },
    globalSetup: "test/setup.ts",
    // No file leaves anything behind for the next one: to read the parsers and MikroORM anew for each takes longer than many
    // of their tests.
    isolate: false,
  },
});
